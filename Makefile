# Works with GNU make 3.81 (macOS) and a POSIX shell. Paths are relative and quoted: the folder's own name may
# hold spaces and accents.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev course selfcheck review progress student teach student-bundle assignments round demo verdicts test test-slow test-search test-bare test-fresh test-cgroup check translation items pictures site bench lock

python := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# the first of these that is Python 3.11 or later; PYTHON=... puts another in front
candidates = $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
is_new_enough = import sys; sys.exit(sys.version_info < (3, 11))
# what is installed depends on these; compared by content, so that no checkout asks for the network in vain
wanted = { pwd; cat requirements.lock pyproject.toml; }
compile = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --extra build
# as many files of tests at once as there are processors, up to four; args=-n0 for one after the other
at_once = -n logical --maxprocesses 4 --dist loadfile
# pip, but one line that says which library of how many; its result comes over a file, since a pipe has the last one's
install = { PYTHONUNBUFFERED=1 $(python) -m pip install --progress-bar off --require-hashes -r $(1); echo $$? > .venv/result; } | { \
	all=$$(grep -c '^[A-Za-z0-9].*==' $(1)); n=0; if [ -t 2 ]; then end='\r'; step=1; else end='\n'; step=20; fi; \
	while read -r what name rest; do case $$what in \
		Collecting|Ignoring|Requirement) n=$$((n + 1)); [ $$what = Collecting ] || name=; \
			[ $$((n % step)) -ne 0 ] || printf "  %3d / %d  %-40.40s$$end" $$n $$all "$$name" >&2;; \
		Installing) printf '  %-50s\n' 'Los coloco en .venv / Putting them into .venv' >&2;; \
	esac; done; } && [ "$$(cat .venv/result)" = 0 ]

help: ## this list
	@awk -F ' *## *' -v whole='$(wildcard source)' '/^[a-z-]+:.*## /{sub(/:.*/, "", $$1); \
		if (whole || $$1 ~ /^(help|setup|course|review|progress|student)$$/) printf "make %-14s %s\n", $$1, $$2}' Makefile

setup: ## install everything into .venv, once / instalar todo en .venv, una vez
	@if $(wanted) | cmp -s - .venv/installed; then exit 0; fi; \
	for name in $(candidates); do \
		if "$$name" -c '$(is_new_enough)' 2>/dev/null; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo 'Hace falta Python 3.11 o posterior / Python 3.11 or later is needed: https://www.python.org/downloads/' >&2; \
		exit 1; \
	fi; \
	if ! { $(python) -c '$(is_new_enough)' && $(python) -m pip --version; } >/dev/null 2>&1; then \
		if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null || ! "$$found" -m venv --clear .venv; then \
			echo "A $$found le falta venv / $$found lacks venv (Debian, Ubuntu: sudo apt install python3-venv)" >&2; \
			exit 1; \
		fi; \
	fi; \
	echo 'Instalo las bibliotecas, tarda unos minutos / Installing the libraries, this takes some minutes' >&2; \
	rm -f .venv/installed; \
	if ! { $(call install,requirements.lock) && \
		$(python) -m pip install -q --no-deps --no-build-isolation -e .; }; then \
		echo 'No se pudo instalar; ¿hay conexión? / Could not install; is there a network?' >&2; \
		exit 1; \
	fi; \
	$(wanted) > .venv/installed
	@$(if $(filter setup,$(MAKECMDGOALS)),echo 'Listo. Ahora / Ready. Now: make course')

setup-dev: setup
	@if cmp -s requirements-dev.lock .venv/installed-dev; then exit 0; fi; \
	echo 'Instalo lo que piden las pruebas / Installing what the tests need' >&2; \
	rm -f .venv/installed-dev; \
	$(call install,requirements-dev.lock) && \
	cp requirements-dev.lock .venv/installed-dev

course: setup ## open the lessons (lang=en|es) / abrir las lecciones; args="--port 9000 --no-browser"
	@$(python) -m dosclientes learn $(if $(lang),--lang "$(lang)") $(args)

selfcheck: setup ## check your work in an assignment: work=a1 / comprobar tu trabajo en una entrega
	@$(python) -m dosclientes check $(if $(work),"$(work)") $(if $(lang),--lang "$(lang)") $(args)

review: setup ## recall in the terminal what is due today (lang=en|es) / repasar en la terminal lo que toca hoy
	@$(python) -m dosclientes review $(if $(lang),--lang "$(lang)") $(args)

progress: setup ## what you have mastered; args="--summary page.html" / qué dominas y qué toca repasar
	@$(python) -m dosclientes progress $(if $(lang),--lang "$(lang)") $(args)

student: setup ## a student's JupyterLab: fetch, validate, submit (lang=en|es) / el JupyterLab de un estudiante
	@$(python) -m dosclientes student $(if $(lang),--lang "$(lang)") $(args)

teach: setup ## the instructor's: release, grade (lang=en|es) / el de quien enseña: publicar, corregir
	@$(python) -m dosclientes teach $(if $(lang),--lang "$(lang)") $(args)

student-bundle: setup ## dist/dosclientes.zip: what students may have / lo que los estudiantes pueden tener
	@$(python) -m dosclientes bundle $(args)

assignments: setup ## what students get, made from source/ by nbgrader
	@$(python) -m dosclientes.teaching.release

round: setup ## A1 through every step of nbgrader, with stored submissions; args="--lang en --commands"
	@$(python) -m dosclientes.teaching.round $(args)

demo: setup ## a simulated class through every step, then formgrader (lang=en|es) / una clase simulada
	@$(python) -m dosclientes demo $(if $(lang),--lang "$(lang)") $(args)

verdicts: setup ## docs/verdicts: what each stored submission loses; args=a1 does one
	@$(python) -m dosclientes.teaching.verdict_table $(args)

test: setup-dev ## the tests, except slow ones
	@$(python) -m pytest $(at_once) -m "not slow" $(args)

test-slow: setup-dev ## the slow tests
	@$(python) -m pytest $(at_once) -m slow $(args) || [ $$? -eq 5 ]  # 5: there is none

examples := 2000
test-search: setup-dev ## the property-based tests with new examples, many of each (examples=2000, args=tests/...)
	@DOSCLIENTES_EXAMPLES=$(examples) $(python) -m pytest $(at_once) -m "hypothesis and not slow" $(args)

test-bare: setup-dev ## the tests as a machine without bubblewrap runs them (root); args="tests/grading" does some
	@unshare --mount sh -c 'mount --bind /dev/null "$$(command -v bwrap)" && exec "$$0" "$$@"' \
		$(python) -m pytest $(at_once) -m "not slow" $(args)

test-fresh: ## README's commands and the tests in a minimal Debian 13 with Python 3.13 (root, debootstrap)
	@tests/fresh/run.sh

test-cgroup: ## the engine's tests with control groups, root's and a user's (root, user-mode-linux; args=tests/...)
	@tests/cgroup/run.sh $(args)

check: setup-dev ## style, types, arrows between rooms, translations
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	.venv/bin/lint-imports --no-cache
	$(python) -m dosclientes.authoring check

translation: setup-dev ## update catalogs and translated notebooks (lang=fr starts a language)
	@$(python) -m dosclientes.authoring update $(if $(lang),--lang "$(lang)")

items: setup-dev ## how far the exercises can be answered by guessing, by lesson and language
	@$(python) -m dosclientes.authoring items $(args)

pictures: setup-dev ## take again the pictures that are older than what they show; args=--all (needs Chromium)
	@$(python) -m tests.browser.pictures $(args)

site: setup ## the course as a website, in dist/site / el curso como sitio web, en dist/site
	@if ! cmp -s requirements-site.lock .venv/installed-site; then \
		echo 'Instalo lo que hace el sitio / Installing what makes the website' >&2; \
		rm -f .venv/installed-site; \
		$(call install,requirements-site.lock) && cp requirements-site.lock .venv/installed-site; \
	fi
	@$(python) -m dosclientes.website $(args)

bench: setup-dev ## all measurements in benchmarks/, an hour and a half on a machine that does nothing else
	-@$(python) benchmarks/startup.py
	-@$(python) benchmarks/kernel.py
	-@$(python) benchmarks/clicks.py
	-@$(python) benchmarks/progress.py
	-@$(python) benchmarks/items.py
	-@$(python) benchmarks/insight.py
	-@$(python) benchmarks/grading.py
	-@$(python) benchmarks/grading.py --assignment a1 --large 2000
	-@$(python) benchmarks/grading.py --assignment a4
	-@$(python) benchmarks/feedback.py
	-@$(python) benchmarks/sandbox.py
	-@$(python) benchmarks/cluster.py --assignment a1
	-@$(python) benchmarks/rehearsal.py
	-@$(python) benchmarks/site.py
	-@$(python) benchmarks/preload.py
	-@$(python) benchmarks/table.py

lock: ## pin versions and hashes (needs uv); args=--upgrade for the newest that pyproject.toml allows
	$(compile) $(args) -o requirements.lock
	$(compile) $(args) --extra test --extra site --extra cluster --extra postgresql -c requirements.lock -o requirements-dev.lock
	$(compile) $(args) --extra site -c requirements.lock -o requirements-site.lock
