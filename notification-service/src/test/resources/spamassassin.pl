# Prints score and rules for each mail. Rules are compiled once, which takes a second; each mail is judged by a process of
# its own, since SpamAssassin 4.0.1 carries counts over from one mail of a mailbox to the next.
use strict;
use warnings;
use Mail::SpamAssassin;
use POSIX ();

$| = 1;
my $filter = Mail::SpamAssassin->new({ local_tests_only => 1, dont_copy_prefs => 1, userprefs_filename => '/dev/null' });
$filter->compile_now(0);
for my $file (@ARGV) {
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        open my $in, '<:raw', $file or die "$file: $!";
        my $verdict = $filter->check($filter->parse(do { local $/; <$in> }));
        print $verdict->get_score, ' ', $verdict->get_names_of_tests_hit, "\n";
        POSIX::_exit(0);
    }
    waitpid $pid, 0;
    die "$file: no verdict" if $?;
}
