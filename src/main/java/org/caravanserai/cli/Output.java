package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.parser.Problem;

/** Prints problems, for people and for programs. */
final class Output {
    private Output() {}

    /** One line a problem: {@code file:line:column CODE text}. */
    static void problems(PrintWriter out, List<Problem> problems, Texts texts) {
        for (var problem : problems) {
            var severity = problem.warning() ? texts.say("check.warning") + " " : "";
            out.println(problem.position() + " " + problem.code() + " " + severity + problem.text());
        }
    }

    /** A problem as canonical JSON. */
    static List<Map<String, Object>> json(List<Problem> problems) {
        var list = new ArrayList<Map<String, Object>>();
        for (var problem : problems) {
            var one = new LinkedHashMap<String, Object>();
            one.put("file", problem.position().file());
            one.put("line", problem.position().line());
            one.put("column", problem.position().column());
            one.put("code", problem.code());
            one.put("severity", problem.warning() ? "warning" : "error");
            one.put("text", problem.text());
            list.add(one);
        }
        return list;
    }
}
