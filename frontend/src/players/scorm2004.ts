import * as again from "scorm-again/scorm2004/min";
import { type Api, play } from "./scorm";

// Its types speak of a default export, which it does not have.
const { Scorm2004API } = again as unknown as { Scorm2004API: new (settings: object) => Api };

play({
  place: "API_1484_11",
  began: "Initialize",
  ended: "Terminate",
  make: (settings) => new Scorm2004API(settings),
  start(known, before) {
    const kept = { ...before };
    for (const name of ["session_time", "exit", "completion_threshold"]) delete kept[name];
    return {
      ...kept,
      learner_id: known.learner.id,
      learner_name: known.learner.name,
      credit: "credit",
      mode: "normal",
      entry: Object.keys(before).length === 0 ? "ab-initio" : kept.suspend_data || kept.location ? "resume" : "",
      launch_data: known.launch,
      ...(known.passAt === null ? {} : { scaled_passing_score: String(known.passAt) }),
    };
  },
});
