package org.caravanserai.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.door.CxmlDoor;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds every body before anything reads it: by what it declares, and by what it really brings. Compressed bodies are
 * refused, since their size says nothing. Where the body itself proves who calls (forms, punch-out, SOAP), it is read here, in one of
 * few places and in time ({@link SlowBodies}).
 */
public final class BodyLimits extends OncePerRequestFilter {
    /** Most bytes of a whole file, sent as {@code application/octet-stream}: it goes to disk as it comes. */
    public static final long FILE = 4L << 30;

    private static final String SETTING = "hub.http.ingest-limit";
    private static final long SMALL = 1 << 20;
    private static final String INGEST = "/api/v1/ingest/";
    /** Stand-ins take files as large as the partners do. */
    private static final String SANDBOX = "/sandbox/";

    private static final String PUNCHOUT = "/punchout/";

    private static final long SANDBOX_LIMIT = 64 << 20;
    /** One order, with up to five thousand lines. */
    private static final String ORDERS = "/api/v1/orders";

    private static final long ORDER = 4 << 20;
    private static final String SOAP = "/soap/hub";

    /** Above the longest message, so that a caller hears in a fault that it is too long. */
    private static final long ENVELOPE = (8 << 20) + (1 << 20);

    /** Draft files, packed. */
    private static final long DRAFTS = 16 << 20;

    private static final int FORM_TYPE_LENGTH = MediaType.APPLICATION_FORM_URLENCODED_VALUE.length();

    /** Above the longest document, so that most senders are heard to the end before they hear that it is too long. */
    private static final long CXML = CxmlReader.MAX_BYTES + (1 << 20);

    private final long ingestLimit;
    private final FormLimits forms;
    private final Refusals refusals;
    private final SlowBodies bodies;
    private final BooleanSupplier sandbox;

    /** What a form may bring: bytes, and parameters. */
    record FormLimits(long bytes, int parameters) {
        /** As the options say. */
        static FormLimits of(Environment environment) {
            var bytes = environment.getProperty("server.tomcat.max-http-form-post-size", "256KB");
            return new FormLimits(
                    DataSize.parse(bytes).toBytes(),
                    environment.getProperty("server.tomcat.max-parameter-count", Integer.class, 500));
        }
    }

    /**
     * Most bytes of a body for ingest; stand-ins of a sandbox take 64 MiB, drafts 16 MiB, everything else one MiB.
     *
     * @param sandbox whether there are stand-ins here, asked at every call to them
     */
    BodyLimits(long ingestLimit, FormLimits forms, Refusals refusals, SlowBodies bodies, BooleanSupplier sandbox) {
        this.ingestLimit = ingestLimit;
        this.forms = forms;
        this.refusals = refusals;
        this.bodies = bodies;
        this.sandbox = sandbox;
    }

    /** Most bytes of one call for ingest, as the options say. */
    public static long ingest(Environment environment) {
        return DataSize.parse(environment.getProperty(SETTING, "512MB")).toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var encoding = request.getHeader("Content-Encoding");
        // Buyers' systems repeat what is no cXML answer for hours: to them it is said in cXML.
        boolean cxml = request.getRequestURI().equals(CxmlDoor.PATH);
        if (encoding != null && !encoding.equalsIgnoreCase("identity") && !cxml) {
            refuse(HttpStatus.UNSUPPORTED_MEDIA_TYPE, request, response);
            return;
        }
        var limit = limit(request);
        if (request.getContentLengthLong() > limit) {
            refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        }
        if (request.getRequestURI().startsWith(SANDBOX) && sandbox.getAsBoolean()) {
            chain.doFilter(new Counted(request, limit), response);
            return;
        }
        // Forms of procurement systems are read by who takes them, in the encoding they were written in.
        boolean door = request.getRequestURI().startsWith(PUNCHOUT);
        boolean form = !door && form(request);
        if (door || form || request.getRequestURI().equals(SOAP)) {
            whole(new Counted(request, form ? forms.bytes() : limit), form, response, chain);
            return;
        }
        // The query alone: a fault of it is an answer here; anywhere later it would be an exception, and anybody could
        // fill the log with it.
        if (readable(request)) {
            chain.doFilter(new Counted(request, limit), response);
        } else {
            refuse(HttpStatus.BAD_REQUEST, request, response);
        }
    }

    /** Those whose body Tomcat would read for its parameters, whoever sends it. */
    private static boolean form(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && type.regionMatches(true, 0, MediaType.APPLICATION_FORM_URLENCODED_VALUE, 0, FORM_TYPE_LENGTH)
                && request.getMethod().equals("POST");
    }

    private void whole(Counted request, boolean form, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (form && request.getContentLengthLong() > forms.bytes()) {
            refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        }
        var address = request.getRemoteAddr();
        if (!bodies.begin(address)) {
            response.setHeader("Retry-After", "5");
            refuse(HttpStatus.SERVICE_UNAVAILABLE, request, response);
            return;
        }
        HttpServletRequest whole;
        try {
            var body = bodies.read(request.getInputStream());
            whole = form ? new Form(request, body, forms.parameters()) : new Whole(request, body);
        } catch (BodyTooLarge tooLarge) {
            refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        } catch (SlowBodies.TooSlow slow) {
            refuse(HttpStatus.REQUEST_TIMEOUT, request, response);
            return;
        } catch (InvalidParameterException unreadable) {
            refuse(HttpStatus.BAD_REQUEST, request, response);
            return;
        } finally {
            bodies.end(address);
        }
        chain.doFilter(whole, response);
    }

    private static boolean readable(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException unreadable) {
            return false;
        }
    }

    private long limit(HttpServletRequest request) {
        if (request.getRequestURI().startsWith(SANDBOX)) {
            return SANDBOX_LIMIT;
        }
        if (request.getRequestURI().equals(ORDERS)) {
            return ORDER;
        }
        if (request.getRequestURI().equals(CxmlDoor.PATH)) {
            return CXML;
        }
        if (request.getRequestURI().equals(SOAP)) {
            return ENVELOPE;
        }
        if (!request.getRequestURI().startsWith(INGEST)) {
            var type = request.getContentType();
            return type != null
                            && type.startsWith("application/zip")
                            && request.getRequestURI().endsWith("/plan")
                    ? DRAFTS
                    : SMALL;
        }
        var type = request.getContentType();
        return type != null && type.startsWith("application/octet-stream") ? FILE : ingestLimit;
    }

    private void refuse(HttpStatus status, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Connection", "close");
        refusals.write(status, request, response);
    }

    /** Nothing behind this unpacks a body: it is the bytes that came. */
    private static class Counted extends HttpServletRequestWrapper {
        private final long limit;
        private ServletInputStream body;

        Counted(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new CountedStream(super.getInputStream(), limit);
            }
            return body;
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase("Content-Encoding") ? null : super.getHeader(name);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            var name = getCharacterEncoding();
            var charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class CountedStream extends ServletInputStream {
        private final ServletInputStream in;
        private final long limit;
        private long read;

        CountedStream(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            if (one >= 0) {
                count(1);
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = in.read(buffer, offset, length);
            if (some > 0) {
                count(some);
            }
            return some;
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        private void count(int more) throws BodyTooLarge {
            read += more;
            if (read > limit) {
                throw new BodyTooLarge(limit);
            }
        }
    }
}
