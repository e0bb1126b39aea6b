/* Linux in user mode keeps fewer bytes of a processor's registers than one with AMX has, and the host's kernel takes
   all or none (ptrace(2), PTRACE_SETREGSET). This goes between: what was not kept stays as it is. */
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PEEK_FIRST = 1, PEEK_LAST = 3, GET = 0x4204, SET = 0x4205, XSTATE = 0x202, MOST = 65536 };

long ptrace(int request, ...)
{
    static __thread char whole[MOST];
    struct iovec ours = {whole, MOST}, *theirs;
    unsigned long what, data;
    long pid, word, result;
    va_list args;

    va_start(args, request);
    pid = va_arg(args, int);
    what = va_arg(args, unsigned long);
    data = va_arg(args, unsigned long);
    va_end(args);
    if (request >= PEEK_FIRST && request <= PEEK_LAST) { /* the C library's returns the word */
        result = syscall(SYS_ptrace, (long)request, pid, what, &word);
        return result ? result : word;
    }
    if ((request != GET && request != SET) || what != XSTATE)
        return syscall(SYS_ptrace, (long)request, pid, what, data);
    theirs = (struct iovec *)data;
    result = syscall(SYS_ptrace, (long)GET, pid, what, &ours);
    if (result)
        return result;
    if (ours.iov_len < theirs->iov_len)
        theirs->iov_len = ours.iov_len;
    if (request == GET) {
        memcpy(theirs->iov_base, whole, theirs->iov_len);
        return 0;
    }
    memcpy(whole, theirs->iov_base, theirs->iov_len);
    return syscall(SYS_ptrace, (long)SET, pid, what, &ours);
}
