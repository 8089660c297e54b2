package org.caravanserai.home;

import java.util.List;
import org.caravanserai.parser.Problem;

/** A check of a home that needs more than this package knows: maps, gates, tests, expressions. {@code check} runs all of them. */
@FunctionalInterface
public interface FileChecker {
    /** What is wrong, in any order; empty = nothing. Called only when the home itself could be read. */
    List<Problem> check(Home home);
}
