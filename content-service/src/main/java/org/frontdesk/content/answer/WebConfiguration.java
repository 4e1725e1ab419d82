package org.frontdesk.content.answer;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

import org.frontdesk.content.article.Article;
import org.frontdesk.content.article.Article.Section;
import org.frontdesk.content.article.Image;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.Resource;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/** Spring MVC: the types of request parameters and of handler arguments, images, and content negotiation. */
@Component
class WebConfiguration implements WebMvcConfigurer {
    private final Editions editions;
    private final RequestedLanguageResolver languages;

    WebConfiguration(Editions editions, RequestedLanguageResolver languages) {
        this.editions = editions;
        this.languages = languages;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(languages);
        resolvers.add(new EditionResolver(editions));
    }

    /** Not {@code @DateTimeFormat}: Spring falls back to {@code LocalDate.parse}, see {@link Article#DATE}. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        parameter(registry, LocalDate.class, Article::date);
        parameter(registry, Section.class, Section::of);
        parameter(registry, Cursor.class, Cursor::decode);
    }

    /** A blank parameter counts as absent. */
    private static <T> void parameter(FormatterRegistry registry, Class<T> type, Function<String, T> parse) {
        registry.addConverter(String.class, type, text -> text.isBlank() ? null : parse.apply(text));
    }

    /** The name of an image is a hash of its bytes, so it is its ETag too, and caches may keep the image forever. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/images/{name}")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .setUseLastModified(false).setEtagGenerator(Resource::getFilename).resourceChain(false)
                .addResolver(new ImageResolver(editions));
    }

    /** Every resource has one representation: a browser that accepts HTML gets JSON, not a 406. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    private record EditionResolver(Editions editions) implements HandlerMethodArgumentResolver {
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

    /** Finds images by name in the request's edition; nothing else in the folder can be addressed. */
    private record ImageResolver(Editions editions) implements ResourceResolver {
        @Override
        public Resource resolveResource(HttpServletRequest request, String path, List<? extends Resource> locations,
                ResourceResolverChain chain) {
            return Edition.of(request, editions).image(path).flatMap(Image::open).orElse(null);
        }

        @Override
        public String resolveUrlPath(String path, List<? extends Resource> locations, ResourceResolverChain chain) {
            return null;
        }
    }
}
