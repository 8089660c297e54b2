package org.caravanserai.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One system as its vendor documents it: what it can be asked, what it refuses, how often it may be asked. Holds no
 * state of its own; everything it knows is in the {@link State} of its {@link Desk}.
 */
public interface Partner {
    /** What can be asked. */
    Routes routes();

    /** Name of what a call asks for, where its address does not tell. */
    default String operation(String routed, Request request) {
        return routed;
    }

    /** How often it may be asked. */
    List<Ceiling> ceilings();

    /** Checks who is calling. */
    Credential credential(String operation, Request request, Desk desk);

    /** Says that the caller is not known or its token is no longer good. */
    Answer unauthorized(Request request);

    /** Says that this address or this method does not exist. */
    Answer missing(Request request);

    /** Says that something went wrong that is not the caller's fault, or that the caller asks too often. */
    Answer failed(int status, String text);

    /** Whether callers show a key each time instead of a token that ends (records of kind {@code tokens}). */
    default boolean hasNoTokens() {
        return true;
    }

    /** Puts in what a new account has before anybody calls. */
    default void furnish(Desk desk) {}

    /** Lets things happen for which the time has come; runs before every call. */
    default void pass(Desk desk) {}

    /** Names of fields by which its answers speak of items, for answers that are spoiled on purpose. */
    Set<String> identifiers();

    /** A call as it goes into the journal; secrets that stand in a body are taken out here. */
    default Request journalled(Request request) {
        return request;
    }

    /** Says that the caller asks too often; the wait is in the caller's time. */
    default Answer throttled(Duration wait) {
        var seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return failed(429, "Too many requests").with("Retry-After", Long.toString(seconds));
    }

    /** Headers that go with every answer, such as what is left of an allowance. */
    default Answer dressed(String operation, Answer answer, Allowance left) {
        return answer;
    }

    /**
     * What is left of the tightest ceiling of an operation.
     *
     * @param calls allowed in the window, 0 = no ceiling
     * @param left calls still allowed now
     * @param reset until the window is empty again, in the caller's time
     */
    record Allowance(int calls, int left, Duration reset) {}
}
