# For those who type make. Every target calls the npm script of its name; they install what they need.
.DEFAULT_GOAL := help
.PHONY: help lab labs test test-kernel test-podman bench check fix gc clean

NAME =
ARGS =

help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

lab: ## run a lab: make lab NAME=dual-redundancy ARGS='--profile fast'; without NAME, list the labs
	@npm run --silent lab -- $(NAME) $(ARGS)

labs: ## run every lab against its limits: make labs ARGS='--jobs 1'
	@npm run --silent labs -- $(ARGS)

test: ## lint, types and all tests, on real containers
	@npm test

test-kernel: ## the kernel dataplane, in a virtual machine that is reached as a remote engine
	@npm run --silent test:kernel

test-podman: ## the same labs on Podman, with a service of its own; needs root
	@npm run --silent test:podman

bench: ## time the program beside docker-compose
	@npm run --silent bench -- $(ARGS)

check: ## lint and types
	@npm run --silent check

fix: ## format, and fix what lint can fix
	@npm run --silent fix

gc: ## remove the containers that killed runs left
	@npm run --silent switchover -- gc

clean: gc ## the same as gc; results in runs/ and images stay
