package org.caravanserai.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Closes connections in the middle where {@link SandboxServlet} asks for it: a servlet itself cannot. */
public final class CutConnections extends ValveBase {
    /** A valve for Tomcat. */
    public CutConnections() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(SandboxServlet.CUT) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("cut by the sandbox"));
        }
    }
}
