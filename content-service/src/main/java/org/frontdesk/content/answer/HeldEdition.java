package org.frontdesk.content.answer;

import java.util.List;

import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import jakarta.servlet.http.HttpServletRequest;

/** Gives a controller the edition that its request holds on to. */
@Component
class HeldEdition implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final Editions editions;

    HeldEdition(Editions editions) {
        this.editions = editions;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Edition.class);
    }

    @Override
    public Edition resolveArgument(MethodParameter parameter, ModelAndViewContainer container,
            NativeWebRequest request, WebDataBinderFactory factory) {
        return Edition.of(request.getNativeRequest(HttpServletRequest.class), editions);
    }
}
