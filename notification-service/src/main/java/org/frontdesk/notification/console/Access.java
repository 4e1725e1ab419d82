package org.frontdesk.notification.console;

import static org.springframework.security.config.Customizer.withDefaults;

import java.util.function.Supplier;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.github.benmanes.caffeine.cache.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.module.SimpleModule;

/**
 * Authentication: the console by login form and session, the API by HTTP Basic on each request. A session is not
 * accepted by the API, so no other site's page can use an operator's.
 */
@Configuration(proxyBeanMethods = false)
class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    static final String[] API = {"/deliveries/**", "/inquiries/**", "/tasks/**", "/erasures/**", "/dead-records/**"};
    private static final String CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-src 'self'; frame-ancestors 'none'";
    /** A mail has inline styles and is displayed in a frame of the console; nothing else is permitted. */
    private static final String CSP_OF_MAIL = "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
            + "frame-ancestors 'self'";

    @Bean
    AuthenticationProvider login(@Value("${frontdesk.operators:}") String setting) {
        var operators = Operators.of(setting);
        if (operators.isEmpty()) {
            LOG.warn("Nobody can log in to the console or use the API: set FRONTDESK_OPERATORS to name:bcrypt");
        }
        return new Login(new InMemoryUserDetailsManager(operators), Operators.cost(operators), Ticker.systemTicker());
    }

    /** The id without Base64: a forged cookie could decode to text that the database rejects, on every page. */
    @Bean
    DefaultCookieSerializerCustomizer sessionCookie() {
        return cookie -> cookie.setUseBase64Encoding(false);
    }

    @Bean
    HttpFirewall storableParameters() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(StorableText::is);
        return firewall;
    }

    @Bean
    JsonMapperBuilderCustomizer storableJson() {
        return json -> json.addModule(new SimpleModule().addDeserializer(String.class, new StorableText()));
    }

    /**
     * Health and metrics need no login: they have their own port, on loopback by default. A health path of more than
     * one name is denied, because Spring Boot fails if the first name is unknown.
     */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint()).csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/actuator/health/*/*/**").denyAll().anyRequest()
                                .permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, ApiProblems problems) {
        return http.securityMatcher(API).authorizeHttpRequests(requests -> requests.anyRequest().hasRole("OPERATOR"))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(changesFromABrowser())
                        .csrfTokenRequestHandler(new ForgedTokens()))
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CSP)))
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)).build();
    }

    /**
     * A browser adds stored Basic credentials to any page's request. Only browsers send the origin of a request that
     * changes something, and without a session no CSRF token exists that would let it pass.
     */
    private static RequestMatcher changesFromABrowser() {
        return request -> !request.getMethod().equals(HttpMethod.GET.name())
                && (request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null);
    }

    @Bean
    @Order(3)
    SecurityFilterChain mailInPreview(HttpSecurity http) {
        return http.securityMatcher("/console/preview/mail")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("OPERATOR"))
                .csrf(csrf -> csrf.csrfTokenRequestHandler(new ForgedTokens()))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CSP_OF_MAIL))
                        .frameOptions(options -> options.sameOrigin()))
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain console(HttpSecurity http) {
        return http
                .authorizeHttpRequests(requests -> requests.requestMatchers("/console.css", "/login").permitAll()
                        .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll().requestMatchers("/error").denyAll()
                        .anyRequest().hasRole("OPERATOR"))
                .csrf(csrf -> csrf.csrfTokenRequestHandler(new ForgedTokens()))
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/console")
                        .failureHandler(new Login.FailureHandler()))
                .logout(logout -> logout.logoutSuccessUrl("/login?out"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CSP))
                        .referrerPolicy(withDefaults()))
                .build();
    }

    /** Like Spring Security's, which responds with 500 to a forged token of the right length. */
    static class ForgedTokens implements CsrfTokenRequestHandler {
        private final CsrfTokenRequestHandler delegate = new XorCsrfTokenRequestAttributeHandler();

        @Override
        public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
            delegate.handle(request, response, token);
        }

        /** @return null if there is no valid token; the request is then refused */
        @Override
        public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
            try {
                return delegate.resolveCsrfTokenValue(request, token);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
