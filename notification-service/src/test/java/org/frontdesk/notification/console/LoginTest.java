package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.frontdesk.notification.console.Login.TooManyAttempts;
import org.frontdesk.notification.console.LoginThrottle.Attempt;
import org.frontdesk.notification.console.LoginThrottle.WrongPasswords;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Password guessing, and who is affected by the throttle. */
class LoginTest {
    private static final int COST = 4;
    private static final String HASH = new BCryptPasswordEncoder(COST).encode("right");
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private final Login login = new Login(new Counted(), COST, clock::get);

    /** Each comparison looks the operator up once. */
    private final class Counted extends InMemoryUserDetailsManager {
        Counted() {
            super(operator("anna"), operator("boris"));
        }

        @Override
        public UserDetails loadUserByUsername(String name) {
            compared.incrementAndGet();
            return super.loadUserByUsername(name);
        }
    }

    @Test
    void any_number_of_right_passwords_may_come_concurrently() throws Exception {
        assertThat(atOnce(30, "right")).containsOnly("in");
    }

    @Test
    void only_five_of_many_concurrent_wrong_passwords_are_compared() throws Exception {
        assertThat(atOnce(30, "wrong")).filteredOn("wrong"::equals).hasSize(5);
        assertThat(compared.get()).isEqualTo(5);
        assertThat(attempt("anna", "right", HERE)).isEqualTo("blocked");
    }

    @Test
    void waits_grow_to_a_minute_and_are_forgotten_after_fifteen_minutes() {
        guess(5, "anna", HERE);
        for (int seconds : List.of(5, 10, 20, 40, 60, 60)) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(attempt("anna", "wrong", HERE)).as("before " + seconds + " s").isEqualTo("blocked");
            pass(Duration.ofNanos(1));
            assertThat(attempt("anna", "wrong", HERE)).as("after " + seconds + " s").isEqualTo("wrong");
        }
        pass(Duration.ofMinutes(15));
        guess(4, "anna", HERE);
        assertThat(attempt("anna", "right", HERE)).isEqualTo("in");
    }

    @Test
    void a_blocked_login_says_for_how_long() {
        guess(5, "anna", HERE);
        pass(Duration.ofMillis(1_500));
        assertThat(refusal("anna", "right", HERE)).isInstanceOfSatisfying(TooManyAttempts.class,
                e -> assertThat(e.retryAfter()).isEqualTo("4"));
    }

    @Test
    void an_operator_can_log_in_despite_forty_wrong_guesses_of_other_names_from_the_same_address() {
        for (int i = 0; i < 40; i++) {
            attempt(i % 2 == 0 ? "boris" : "name" + i, "wrong", HERE);
            assertThat(attempt("anna", "right", HERE)).as("after " + i).isEqualTo("in");
        }
    }

    @Test
    void of_three_hundred_names_from_one_address_only_twenty_are_compared() {
        var became = IntStream.range(0, 300).mapToObj(i -> attempt("name" + i, "wrong", HERE)).toList();
        assertThat(became.subList(0, 19)).containsOnly("wrong");
        assertThat(became.subList(19, 300)).containsOnly("blocked");
        assertThat(compared.get()).isEqualTo(20);
        assertThat(attempt("name", "wrong", ELSEWHERE)).isEqualTo("wrong");
    }

    @Test
    void of_three_hundred_concurrent_names_no_more_are_compared() throws Exception {
        var names = new AtomicInteger();
        assertThat(atOnce(300, () -> attempt("name" + names.getAndIncrement(), "wrong", HERE)))
                .filteredOn("blocked"::equals).hasSizeGreaterThan(270);
        assertThat(compared.get()).isLessThanOrEqualTo(20 + Runtime.getRuntime().availableProcessors());
        assertThat(attempt("anna", "right", HERE)).isEqualTo("in");
    }

    @Test
    void on_a_guessing_address_an_operators_name_gets_the_same_responses_as_any_other() {
        guess(20, "boris", "192.0.2.3");
        for (int i = 0; i < 20; i++) {
            attempt("name" + i, "wrong", HERE);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(answer("anna")).as("guess " + i).isEqualTo(answer("nobody"));
            pass(Duration.ofSeconds(3));
        }
    }

    @Test
    void a_name_that_is_guessed_from_one_address_all_day_can_be_used_from_another() {
        for (int minute = 0; minute < 24 * 60; minute++) {
            attempt("anna", "wrong", HERE);
            pass(Duration.ofMinutes(1));
        }
        assertThat(attempt("anna", "right", ELSEWHERE)).isEqualTo("in");
    }

    @Test
    void a_name_that_is_guessed_from_many_addresses_is_slowed_except_where_its_operator_logged_in() {
        assertThat(attempt("anna", "right", HERE)).isEqualTo("in");
        for (int i = 0; i < 100; i++) {
            attempt("anna", "wrong", "198.51.100." + i);
        }
        assertThat(compared.get()).isEqualTo(1 + 20);
        assertThat(attempt("anna", "right", ELSEWHERE)).isEqualTo("blocked");
        assertThat(attempt("anna", "right", HERE)).isEqualTo("in");
        assertThat(attempt("boris", "right", ELSEWHERE)).isEqualTo("in");
    }

    @Test
    void case_variants_of_a_name_and_addresses_of_one_machine_are_counted_together() {
        for (var name : List.of("anna", "Anna", "ANNA", "aNNa", "anNA")) {
            attempt(name, "wrong", "2001:db8:0:1::" + name.charAt(0) % 10);
        }
        assertThat(attempt("AnnA", "right", "2001:db8:0:1:ffff::1")).isEqualTo("blocked");
        assertThat(attempt("anna", "right", "2001:db8:0:2::1")).isEqualTo("in");
    }

    @Test
    void an_unknown_name_takes_a_comparison_like_a_known_one() {
        attempt("nobody", "wrong", HERE);
        attempt("anna", "wrong", HERE);
        assertThat(compared.get()).isEqualTo(2);
        assertThat(Operators.cost(List.of(operator("$2a$12$"), operator("$2a$11$")))).isEqualTo(12);
    }

    @Test
    void guessing_uses_bounded_memory() {
        var wrong = new WrongPasswords<Attempt>(5, clock::get);
        for (int i = 0; i < 200_000; i++) {
            wrong.add(new Attempt("name" + i, HERE));
        }
        assertThat(wrong.keys()).isBetween(1L, (long) WrongPasswords.MAX_KEYS);
        assertThat(new Attempt("x".repeat(1_000_000), HERE).name()).isEmpty();
    }

    private List<String> atOnce(int logins, String password) throws Exception {
        return atOnce(logins, () -> attempt("anna", password, HERE));
    }

    private static List<String> atOnce(int logins, Callable<String> attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var became = new ArrayList<String>();
            for (var each : threads.invokeAll(Collections.nCopies(logins, attempt))) {
                became.add(each.get());
            }
            return became;
        }
    }

    private void guess(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            attempt(name, "wrong", address);
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private String answer(String name) {
        var refusal = refusal(name, "wrong", HERE);
        return refusal.getClass().getSimpleName() + ": " + refusal.getMessage();
    }

    private String attempt(String name, String password, String address) {
        return switch (refusal(name, password, address)) {
            case null -> "in";
            case TooManyAttempts _ -> "blocked";
            case BadCredentialsException _ -> "wrong";
            case AuthenticationException e -> e.toString();
        };
    }

    /** @return null if the login succeeds */
    private AuthenticationException refusal(String name, String password, String address) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        attempt.setDetails(new WebAuthenticationDetails(address, null));
        try {
            login.authenticate(attempt);
            return null;
        } catch (AuthenticationException e) {
            return e;
        }
    }

    private static UserDetails operator(String name) {
        return User.withUsername(name).password(name.startsWith("$") ? name : HASH).authorities("operator").build();
    }
}
