package org.caravanserai.web.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * What nobody read of a body. Tomcat reads it to its end after the answer, so that the caller sees the answer and not a broken line; but it waits for every
 * byte, whoever sends them, and a thread with it. Here that is done in one of the places of {@link SlowBodies}, in time and up to a limit; without a place
 * the line is cut.
 */
final class RestOfBodies extends ValveBase {
    private static final long MOST = 1 << 20;

    private final SlowBodies bodies;

    RestOfBodies(SlowBodies bodies) {
        super(true);
        this.bodies = bodies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsync() || request.isFinished()) {
            return;
        }
        var address = request.getRemoteAddr();
        boolean slow = Refusals.slow(request);
        if (slow || request.getCoyoteRequest().hasExpectation() || !bodies.begin(address)) {
            cut(request);
            return;
        }
        try {
            response.finishResponse();
            var line = request.getCoyoteRequest();
            var part = new Part();
            if (!bodies.pass(() -> line.doRead(part), MOST)) {
                cut(request);
            }
        } catch (IOException gone) {
            cut(request);
        } finally {
            bodies.end(address);
        }
    }

    private static void cut(Request request) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /** What came, straight from the line, since whoever read before may have closed the stream of the request; it is not kept. */
    private static final class Part implements ApplicationBufferHandler {
        private ByteBuffer last = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            last = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return last;
        }

        @Override
        public void expand(int size) {
            // The line's own buffer is used.
        }
    }
}
