package org.caravanserai.web;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** Thrown by a controller to answer with a problem document. */
public final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpProblem problem;

    /** Answers with this status, code and text. */
    public HttpRefusal(HttpStatus status, String code, String detail) {
        super(code + " " + detail, null, false, false);
        problem = new HttpProblem(status, code, detail);
    }

    /** Answers with this status, code and text, and with further members of the document. */
    public HttpRefusal(HttpStatus status, String code, String detail, Map<String, ?> more) {
        super(code + " " + detail, null, false, false);
        problem = new HttpProblem(status, code, detail, more);
    }

    HttpProblem problem() {
        return problem;
    }
}
