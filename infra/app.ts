import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundle } from '#infra/bundle.ts';
import { acceptFindings } from '#infra/constructs/accepted-findings.ts';
import { addStacks } from '#infra/stacks.ts';
import { stageFrom } from '#infra/stage.ts';

await bundle();
const app = new App();
const stage = stageFrom(app.node);
acceptFindings(addStacks(app, stage));
// The emulated stage leaves things out on purpose; what is deployed for people is checked at every synth.
if (!stage.emulated) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
