package org.caravanserai.testing;

import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints, after the last test, how many were skipped for which reason. Found by JUnit as a service. */
public final class SkippedTests implements TestExecutionListener {
    private final TreeMap<String, AtomicInteger> reasons = new TreeMap<>();
    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            count(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        synchronized (reasons) {
            reasons.forEach((reason, count) -> System.out.println("SKIPPED " + count + " tests: " + reason));
        }
    }

    private void count(TestIdentifier test, String reason) {
        var tests = test.isTest()
                ? 1
                : (int) plan.getDescendants(test).stream()
                        .filter(TestIdentifier::isTest)
                        .count();
        var text = reason == null || reason.isBlank()
                ? "no reason given"
                : reason.lines().findFirst().orElseThrow();
        synchronized (reasons) {
            reasons.computeIfAbsent(text, absent -> new AtomicInteger()).addAndGet(Math.max(1, tests));
        }
    }
}
