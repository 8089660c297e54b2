package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Run;

/** What changes while one record is mapped. One thread. */
final class Work {
    /** {@code each} inside {@code each} inside {@code each}. */
    static final int MAX_FRAMES = 3;

    private final Run run;
    private final Object[][] items = new Object[MAX_FRAMES][];
    private List<Finding> findings;
    private boolean held;
    private String rejected;

    Work(Run run) {
        this.run = run;
    }

    Run run() {
        return run;
    }

    Object[] item(int frame) {
        return items[frame];
    }

    void item(int frame, Object[] element) {
        items[frame] = element;
        run.item(frame, element);
    }

    void note(Finding finding) {
        if (findings == null) {
            findings = new ArrayList<>(4);
        }
        findings.add(finding);
    }

    void hold(Finding finding) {
        note(finding);
        held = true;
    }

    void reject(String reason) {
        if (rejected == null) {
            rejected = reason;
        }
    }

    boolean held() {
        return held;
    }

    String rejected() {
        return rejected;
    }

    List<Finding> findings() {
        return findings == null ? List.of() : List.copyOf(findings);
    }
}
