package org.frontdesk.notification.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Many logins at once. */
class LoginTest {
    private static final String HASH = new BCryptPasswordEncoder(4).encode("right");

    private final AtomicInteger compared = new AtomicInteger();
    private final Login login = new Login(this::operator);

    @Test
    void of_right_passwords_any_number_may_come_at_once() throws Exception {
        assertThat(atOnce(30, "right")).containsOnly("in");
    }

    @Test
    void of_wrong_passwords_five_are_compared_however_many_come_at_once() throws Exception {
        var before = compared.get();
        assertThat(atOnce(30, "wrong")).filteredOn("wrong"::equals).hasSize(5);
        assertThat(compared.get() - before).isEqualTo(5);
        assertThat(attempt("right")).isEqualTo("barred");
    }

    private List<String> atOnce(int logins, String password) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<String>>();
            for (int i = 0; i < logins; i++) {
                all.add(() -> attempt(password));
            }
            var became = new ArrayList<String>();
            for (var each : threads.invokeAll(all)) {
                became.add(each.get());
            }
            return became;
        }
    }

    private String attempt(String password) {
        try {
            login.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("operator", password));
            return "in";
        } catch (LockedException e) {
            return "barred";
        } catch (BadCredentialsException e) {
            return "wrong";
        } catch (AuthenticationException e) {
            return e.toString();
        }
    }

    private UserDetails operator(String name) {
        compared.incrementAndGet();
        return User.withUsername(name).password(HASH).authorities("operator").build();
    }
}
