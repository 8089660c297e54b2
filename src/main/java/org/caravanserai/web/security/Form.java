package org.caravanserai.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.Parameters;

/** A form that was read whole, in UTF-8 as browsers send it: its parameters stand behind those of the address, as the servlet specification (3.1) says. */
final class Form extends Whole {
    private final Map<String, String[]> parameters = new LinkedHashMap<>();

    /**
     * @param most parameters
     * @throws org.apache.tomcat.util.http.InvalidParameterException it cannot be read, or has too many of them
     */
    Form(HttpServletRequest request, byte[] body, int most) {
        super(request, new byte[0]);
        // Its stream was taken: these are those of the address.
        parameters.putAll(request.getParameterMap());
        var form = new Parameters();
        form.setLimit(Math.max(0, most - parameters.size()));
        form.setCharset(StandardCharsets.UTF_8);
        form.processParameters(body, 0, body.length);
        for (var name : Collections.list(form.getParameterNames())) {
            parameters.merge(
                    name,
                    form.getParameterValues(name),
                    (address, more) ->
                            Stream.of(address, more).flatMap(Stream::of).toArray(String[]::new));
        }
    }

    @Override
    public String getParameter(String name) {
        var values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        var values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
