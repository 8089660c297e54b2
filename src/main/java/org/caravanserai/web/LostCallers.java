package org.caravanserai.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/**
 * A line that ended is the caller's only where reading from him or writing to him failed. Spring takes any error with such a cause, also the end of the line to
 * the database or to a partner, for a caller who has left, and lets the answer be 200 with nothing in it: an acknowledgement of something that may not exist.
 */
final class LostCallers extends DefaultHandlerExceptionResolver {
    @Override
    protected ModelAndView handleDisconnectedClientException(
            Exception fault, HttpServletRequest request, HttpServletResponse response, Object handler) {
        return fault instanceof IOException || fault instanceof HttpMessageConversionException
                ? super.handleDisconnectedClientException(fault, request, response, handler)
                : null;
    }
}
