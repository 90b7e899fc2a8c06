import * as again from "scorm-again/scorm12/min";
import { type Api, inside, play } from "./scorm";

// Its types speak of a default export, which it does not have.
const { Scorm12API } = again as unknown as { Scorm12API: new (settings: object) => Api };

play({
  place: "API",
  began: "LMSInitialize",
  ended: "LMSFinish",
  make: (settings) => new Scorm12API(settings),
  start(known, before) {
    const core = inside(before, "core");
    const resumes = Boolean(before.suspend_data || core.lesson_location);
    delete core.session_time;
    delete core.exit;
    return {
      ...before,
      core: {
        ...core,
        student_id: known.learner.id,
        student_name: known.learner.name,
        credit: "credit",
        lesson_mode: "normal",
        entry: Object.keys(before).length === 0 ? "ab-initio" : resumes ? "resume" : "",
      },
      launch_data: known.launch,
      student_data: {
        ...inside(before, "student_data"),
        ...(known.passAt === null ? {} : { mastery_score: String(Math.round(known.passAt * 100)) }),
      },
    };
  },
});
