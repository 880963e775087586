package org.osteon.app.http.server;

import org.jspecify.annotations.Nullable;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Waits for the looks of a page before its headers are written: where one cannot be written down,
/// the page of the error has none of them.
@ControllerAdvice
final class LooksBeforeBody implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(
            MethodParameter made, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter made,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        Visits.current().ifPresent(Visit::settle);
        return body;
    }
}
