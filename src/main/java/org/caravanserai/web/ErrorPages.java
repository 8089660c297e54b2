package org.caravanserai.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caravanserai.store.StoreException;
import org.caravanserai.web.security.BodyTooLarge;
import org.caravanserai.web.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last word on every error, whichever filter, servlet or controller it came from: a page for people, a problem
 * document for programs, a stack trace for nobody but the log.
 */
@Controller
@ControllerAdvice
class ErrorPages implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private static final String PARTNERS = "/distributor";

    /** Seconds. */
    private static final String RETRY_AFTER = "5";

    private final JsonMapper json;
    private final List<ErrorFace> faces;

    ErrorPages(JsonMapper json, List<ErrorFace> faces) {
        this.json = json;
        this.faces = faces;
    }

    @ExceptionHandler
    ModelAndView refused(HttpRefusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return answer(refusal.problem(), request.getRequestURI(), request, response);
    }

    /** What Spring refuses before a controller sees it, in words that say where and how to mend. */
    @ExceptionHandler({
        MissingServletRequestParameterException.class,
        MethodArgumentTypeMismatchException.class,
        HttpMessageNotReadableException.class,
        HttpMediaTypeNotSupportedException.class,
        HttpRequestMethodNotSupportedException.class
    })
    ModelAndView misread(Exception fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (fault instanceof ErrorResponse answer) {
            answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        return answer(Misread.of(fault), request.getRequestURI(), request, response);
    }

    /** Also where it is the cause of something else: a body cut off is no fault of the hub and leaves no stack trace. */
    @ExceptionHandler
    ModelAndView tooLarge(BodyTooLarge cut, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return answer(HttpProblem.of(HttpStatus.CONTENT_TOO_LARGE), request.getRequestURI(), request, response);
    }

    /** The database cannot, just now or at all. Whoever asks again finds out what became of a commit nobody knows the outcome of. */
    @ExceptionHandler
    ModelAndView away(StoreException failed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!failed.retry()) {
            return answer(
                    problem(HttpStatus.INTERNAL_SERVER_ERROR, failed), request.getRequestURI(), request, response);
        }
        LOG.warn("{} {} was not answered: {}", request.getMethod(), request.getRequestURI(), failed.getMessage());
        response.setHeader("Retry-After", RETRY_AFTER);
        boolean unknown = failed instanceof StoreException.Unavailable away && away.outcomeUnknown();
        var problem = new HttpProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                failed.code(),
                unknown
                        ? "The database went away in the middle: whether it was done is not known. Ask again, or look."
                        : HttpProblem.of(HttpStatus.SERVICE_UNAVAILABLE).detail());
        return answer(problem, request.getRequestURI(), request, response);
    }

    @RequestMapping("${server.error.path:/error}")
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        var thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var denied = request.getAttribute(WebAttributes.ACCESS_DENIED_403);
        var problem = denied instanceof AccessDeniedException why
                ? HttpProblem.denied(why)
                : problem(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status, thrown);
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return answer(problem, path == null ? "/error" : path.toString(), request, response);
    }

    private static HttpProblem problem(HttpStatus status, Object thrown) {
        for (var cause = thrown instanceof Throwable first ? first : null; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpRefusal refusal) {
                return refusal.problem();
            }
            if (cause instanceof BodyTooLarge) {
                return HttpProblem.of(HttpStatus.CONTENT_TOO_LARGE);
            }
        }
        if (!status.is5xxServerError() || thrown == null) {
            return HttpProblem.of(status);
        }
        // The server has logged the stack trace; this line connects what the caller was told with it.
        var reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("WEB-500 reference {}", reference, (Throwable) thrown);
        var usual = HttpProblem.of(status);
        return new HttpProblem(status, usual.code(), usual.detail() + " Reference " + reference + '.');
    }

    private ModelAndView answer(
            HttpProblem problem, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!forPeople(path, request)) {
            problem.write(path, response, json);
            return new ModelAndView((model, ignored, answer) -> {});
        }
        var page = faces.stream()
                .flatMap(face -> face.page(problem, path, request, response).stream())
                .findFirst()
                .orElseGet(() -> new ModelAndView("error", Map.of("problem", problem, "start", start(path))));
        page.setStatus(problem.status());
        return page;
    }

    /** Where somebody goes on: a partner has no business on the console. */
    private static String start(String path) {
        var who = SecurityContextHolder.getContext().getAuthentication();
        boolean partner = who instanceof Caller caller
                ? caller.kind() == Caller.Kind.CHANNEL
                : path.equals(PARTNERS) || path.startsWith(PARTNERS + "/");
        return partner ? PARTNERS : "/";
    }

    /** Programs get problem documents: everything below /api and /feeds, and whoever does not ask for HTML. */
    static boolean forPeople(String path, HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        return accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/feeds/");
    }
}
