"""Values as bytes and back: frames on a socket, what may cross as data, and what a call has changed."""
