# Shortcuts for people who prefer make. Each target calls the npm script of the same name, which installs what it needs.
.DEFAULT_GOAL := help
.PHONY: help lab labs workshop test test-kernel test-podman test-swarm test-reach test-policies test-faults test-lessons fuzz bench check fix gc clean

NAME =
ARGS =

help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

lab: ## run a lab: make lab NAME=dual-redundancy ARGS='--profile fast'; without NAME, list the labs
	@npm run --silent lab -- $(NAME) $(ARGS)

labs: ## run every lab and check its limits: make labs ARGS='--jobs 1'
	@npm run --silent labs -- $(ARGS)

workshop: ## open labs in a browser: make workshop NAME=dual-redundancy ARGS='--port 0'
	@npm run --silent workshop -- $(NAME) $(ARGS)

test: ## lint, check types and run all tests, also those with real containers
	@npm test

test-kernel: ## test the kernel dataplane, on an engine in a virtual machine
	@npm run --silent test:kernel

test-podman: ## test labs on Podman, with a Podman service of their own; needs root
	@npm run --silent test:podman

test-swarm: ## run six cases in three shards on a Docker Swarm of two engines of its own; needs root
	@npm run --silent test:swarm

test-reach: ## bring every lab up, and ping between all of its ends; needs root
	@npm run --silent test:reach

test-policies: ## establish and rekey a tunnel with every IPsec algorithm and group of Azure; needs root
	@npm run --silent test:policies

test-faults: ## break and heal every part of every lab, and see it come back: make test-faults ARGS='--jobs 12'
	@npm run --silent test:faults -- $(ARGS)

test-lessons: ## do all tasks of all lessons in their labs: make test-lessons ARGS='labs/vnet-transit/lessons/transit'
	@npm run --silent test:lessons -- $(ARGS)

fuzz: ## try lab files and command lines made at random: make fuzz SEED=1 CASES=100000
	@SEED=$(SEED) CASES=$(CASES) npm run --silent fuzz

bench: ## compare the speed with docker compose
	@npm run --silent bench -- $(ARGS)

check: ## lint and check types
	@npm run --silent check

fix: ## format the code and fix what lint can fix
	@npm run --silent fix

gc: ## remove containers, files and images that killed runs and earlier sources left
	@npm run --silent switchover -- gc

clean: gc ## same as gc; keeps the image of these sources and the results in runs/
