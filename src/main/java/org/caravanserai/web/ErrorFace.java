package org.caravanserai.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.servlet.ModelAndView;

/** A part of the addresses whose errors have a page of their own; the console's page is for its own people. */
public interface ErrorFace {
    /**
     * The page of an error.
     *
     * @param path that was asked for, as it came
     * @return empty = not one of its addresses
     */
    Optional<ModelAndView> page(
            HttpProblem problem, String path, HttpServletRequest request, HttpServletResponse response);
}
