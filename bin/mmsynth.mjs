#!/usr/bin/env node
import { requireNode } from '../infra/bootstrap/node-version.mjs';
import { tellFailure } from '../infra/bootstrap/run-child.mjs';
import { command } from '../infra/bootstrap/verbs.mjs';

requireNode();
await command().catch(tellFailure);
