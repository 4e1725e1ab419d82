package org.frontdesk.notification.console;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;

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
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.RequestMatcher;

import tools.jackson.databind.module.SimpleModule;

/**
 * Who gets in where: the console by its login form and a session, the API by HTTP Basic on each request. They do not
 * mix: a session opens nothing in the API, so no page elsewhere can use an operator's.
 */
@Configuration(proxyBeanMethods = false)
class Access {
    private static final Logger log = LoggerFactory.getLogger(Access.class);
    static final String[] API = {"/deliveries/**", "/inquiries/**", "/tasks/**", "/erasures/**", "/dead-records/**"};
    private static final String CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-src 'self'; frame-ancestors 'none'";
    /** A mail has its style inline, and stands in a page of the console; it may do nothing else. */
    private static final String CSP_OF_MAIL = "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
            + "frame-ancestors 'self'";

    @Bean
    AuthenticationProvider login(@Value("${frontdesk.operators:}") String setting) {
        var operators = Operators.of(setting);
        if (operators.isEmpty()) {
            log.warn("Nobody can log in to the console or use the API: set FRONTDESK_OPERATORS to name:bcrypt");
        }
        return new Login(new InMemoryUserDetailsManager(operators), Operators.cost(operators), Ticker.systemTicker());
    }

    /** The id as it is: decoded, a stranger's cookie could be text that the database refuses, on every page. */
    @Bean
    DefaultCookieSerializerCustomizer sessionCookie() {
        return cookie -> cookie.setUseBase64Encoding(false);
    }

    @Bean
    HttpFirewall plainParameters() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(PlainText::is);
        return firewall;
    }

    @Bean
    JsonMapperBuilderCustomizer plainJson() {
        return json -> json.addModule(new SimpleModule().addDeserializer(String.class, new PlainText()));
    }

    /**
     * Health and metrics have a port of their own, on loopback unless set, and no login as before. Of health no more than one
     * name: at a second one below an unknown name Spring Boot fails.
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
     * A browser adds Basic credentials it remembers to any page's request. It also says where a request that changes
     * something comes from, as no other program does; without a session there is no token that would let it pass.
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
                        .failureHandler(new TooManyGuesses.LoginAnswer()))
                .logout(logout -> logout.logoutSuccessUrl("/login?out"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CSP))
                        .referrerPolicy(withDefaults()))
                .build();
    }
}
