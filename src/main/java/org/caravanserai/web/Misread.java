package org.caravanserai.web;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.caravanserai.web.security.BodyTooLarge;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a request that could not be read: what, where, and how to mend it; nothing of the code behind it. */
final class Misread {
    private Misread() {}

    static HttpProblem of(Exception fault) {
        if (fault instanceof MissingServletRequestParameterException missing) {
            return bad("The parameter '" + missing.getParameterName() + "' is missing: add ?"
                    + missing.getParameterName() + "= to the address.");
        }
        if (fault instanceof MethodArgumentTypeMismatchException mismatch) {
            return bad("'" + mismatch.getName() + "' takes " + kind(mismatch.getRequiredType()) + ", not '"
                    + HttpProblem.cut(String.valueOf(mismatch.getValue())) + "'.");
        }
        if (fault instanceof HttpMediaTypeNotSupportedException type) {
            return more(HttpStatus.UNSUPPORTED_MEDIA_TYPE, " It takes ", type.getSupportedMediaTypes());
        }
        if (fault instanceof HttpRequestMethodNotSupportedException method) {
            var takes = method.getSupportedMethods();
            return more(HttpStatus.METHOD_NOT_ALLOWED, " It takes ", takes == null ? List.of() : List.of(takes));
        }
        return body(fault);
    }

    private static HttpProblem body(Exception fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return HttpProblem.of(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return bad("The body has a field '" + HttpProblem.cut(unknown.getPropertyName())
                        + "' that this address does not know" + place(unknown.getLocation()) + "; it knows "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Objects::toString)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ".");
            }
            if (cause instanceof JacksonException json) {
                return bad("The body is not the JSON this address takes" + place(json.getLocation())
                        + ": compare it with /v3/api-docs.");
            }
        }
        return fault instanceof HttpMessageNotReadableException
                ? bad("The body is missing or cannot be read: send JSON as in /v3/api-docs.")
                : HttpProblem.of(HttpStatus.BAD_REQUEST);
    }

    private static String place(TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String kind(Class<?> type) {
        return type == int.class || type == long.class || type == Integer.class || type == Long.class
                ? "a whole number"
                : "another kind of value";
    }

    private static HttpProblem more(HttpStatus status, String words, List<?> takes) {
        var usual = HttpProblem.of(status);
        return takes.isEmpty()
                ? usual
                : new HttpProblem(
                        status,
                        usual.code(),
                        usual.detail() + words
                                + takes.stream().map(Object::toString).sorted().collect(Collectors.joining(", "))
                                + ".");
    }

    private static HttpProblem bad(String detail) {
        return new HttpProblem(
                HttpStatus.BAD_REQUEST, HttpProblem.of(HttpStatus.BAD_REQUEST).code(), detail);
    }
}
