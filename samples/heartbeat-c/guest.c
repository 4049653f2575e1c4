/*
 * A heartbeat guest in C99 and POSIX, written from docs/protocol.md; no library.
 *   cc -std=c99 -O2 -static -o guest guest.c
 *   guest [-d DEVICE] [-n NAME] [-i INTERVAL_MS] [-a log|reboot|stop] [-c HEALTH_COMMAND [-e EVERY_SECONDS]]
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 250, LARGEST = 4096, TEXT = 200 };

static const char *action = "log";
static char name[64] = "guest", ill_text[TEXT];
static long interval = 1000;
static int base, fd = -1, sequence, well = 1;
static enum { ABSENT, REGISTERING, REGISTERED } state;
static long long tries[2], due, wished = -60000;
static volatile sig_atomic_t stopped;

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* Quotes, escapes and what is not printable ASCII become spaces. */
static void clean(char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~' || *text == '"' || *text == '\\')
            *text = ' ';
}

/* ---- reading JSON: enough for the keys that are looked for ---- */

static const char *skip_space(const char *p)
{
    return p + strspn(p, " \t\r");
}

static const char *skip_string(const char *p) /* from its quote to behind it */
{
    for (p++; *p && *p != '"'; p++)
        if (*p == '\\' && p[1])
            p++;
    return *p ? p + 1 : p;
}

static const char *skip_value(const char *p)
{
    int depth = 0;
    do {
        if (*p == '"') {
            p = skip_string(p);
            continue;
        }
        if (*p == '{' || *p == '[')
            depth++;
        else if (*p == '}' || *p == ']')
            depth--;
        if (*p)
            p++;
    } while (*p && (depth > 0 || !strchr(",}]", *p)));
    return p;
}

/* The value of a key of an object, or NULL. */
static const char *member(const char *object, const char *key)
{
    const char *p = object ? skip_space(object) : "";
    if (*p != '{')
        return NULL;
    for (p = skip_space(p + 1); *p == '"'; p = skip_space(p + 1)) {
        const char *start = p + 1;
        p = skip_string(p);
        size_t size = (size_t)(p - start) - 1;
        p = skip_space(p);
        if (*p != ':')
            return NULL;
        p = skip_space(p + 1);
        if (size == strlen(key) && strncmp(start, key, size) == 0)
            return p;
        p = skip_space(skip_value(p));
        if (*p != ',')
            return NULL;
    }
    return NULL;
}

static int is_word(const char *value, const char *word)
{
    size_t size = strlen(word);
    return value && *value == '"' && strncmp(value + 1, word, size) == 0 && value[size + 1] == '"';
}

static int read_number(const char *value, long long *result)
{
    return value && sscanf(value, "%lld", result) == 1;
}

static void send_message(const char *kind, const char *keys)
{
    char frame[LARGEST];
    int size = snprintf(frame, sizeof frame, "\n%s{\"version\":3,\"revision\":1,\"msg_type\":\"%s\",\"sequence\":%d,%s}%s\n",
                        base ? "{\"version\":2,\"source_addr\":\"cgcs.heartbeat\",\"dest_addr\":\"cgcs.heartbeat\",\"data\":" : "",
                        kind, ++sequence, keys, base ? "}" : "");
    /* EAGAIN: the host is absent or does not read, and an old message is worth nothing. */
    if (size > 0 && (size_t)size < sizeof frame && write(fd, frame, (size_t)size) < 0 && errno != EAGAIN)
        perror("write");
}

static void expect_challenge(void)
{
    due = now_ms() + (2 * interval > 5000 ? 2 * interval : 5000);
}

static void send_init(void)
{
    char keys[512];
    state = REGISTERING;
    due = now_ms() + 5000, wished = -60000;
    tries[0] = tries[1];
    tries[1] = rand();
    snprintf(keys, sizeof keys,
             "\"invocation_id\":%lld,\"name\":\"%s\",\"heartbeat_interval_ms\":%ld,\"vote_secs\":8,\"shutdown_notice_secs\":8,"
             "\"suspend_notice_secs\":8,\"resume_notice_secs\":13,\"restart_secs\":120,\"corrective_action\":\"%s\"",
             tries[1], name, interval, action);
    send_message("init", keys);
}

static void answer(long long challenge)
{
    char keys[512];
    const char *wish = action;
    if (!well && now_ms() - wished < 60000)
        wish = "none"; /* it was heard */
    else if (!well)
        wished = now_ms();
    snprintf(keys, sizeof keys,
             "\"heartbeat_response\":%lld,\"heartbeat_health\":\"%s\",\"corrective_action\":\"%s\",\"log_msg\":\"%s\"",
             challenge, well ? "healthy" : "unhealthy", wish, well ? "" : ill_text);
    send_message("challenge_response", keys);
    expect_challenge();
}

/* Returns 1 and the number where it is a challenge to be answered. */
static int take(const char *frame, long long *challenge)
{
    const char *message = frame;
    long long value = 0;
    if (base)
        message = is_word(member(frame, "dest_addr"), "cgcs.heartbeat") ? member(frame, "data") : NULL;
    const char *kind = member(message, "msg_type");
    if (!read_number(member(message, "version"), &value) || value < 3)
        return 0;
    if (is_word(kind, "init_ack") && state == REGISTERING && read_number(member(message, "invocation_id"), &value) &&
        (value == tries[0] || value == tries[1])) {
        state = REGISTERED;
        expect_challenge();
    } else if (is_word(kind, "challenge") && state == REGISTERED) {
        return read_number(member(message, "heartbeat_challenge"), challenge);
    } else if (is_word(kind, "action_notify") && state == REGISTERED && read_number(member(message, "invocation_id"), &value)) {
        const char *event = member(message, "event_type"), *type = member(message, "notification_type");
        char keys[512];
        if (event && type && *event == '"' && *type == '"') {
            snprintf(keys, sizeof keys, "\"invocation_id\":%lld,\"event_type\":%.*s,\"notification_type\":%.*s,"
                     "\"vote_result\":\"complete\",\"log_msg\":\"\"", value, (int)(skip_string(event) - event), event,
                     (int)(skip_string(type) - type), type);
            send_message("action_response", keys);
        }
    } else if (is_word(kind, "nack")) {
        fprintf(stderr, "refused\n");
    }
    return 0;
}

static void receive(const char *data, size_t size, int forget)
{
    static char frame[LARGEST + 1];
    static size_t used;
    long long challenge = 0;
    int asked = 0;
    if (forget)
        used = 0;
    for (size_t i = 0; i < size; i++) {
        if (data[i] != '\n') {
            if (used <= LARGEST)
                frame[used++] = data[i] ? data[i] : ' ';
            continue;
        }
        frame[used <= LARGEST ? used : 0] = '\0';
        asked |= take(frame, &challenge);
        used = 0;
    }
    if (asked) /* only the latest is worth an answer */
        answer(challenge);
}

/* ---- health: a shell beside the answers tells, again and again, the exit code and the first line ---- */

static int start_health(const char *command, const char *every)
{
    setenv("CHECK", command, 1);
    setenv("EVERY", every, 1);
    FILE *told = popen("while :; do text=$(timeout 30 sh -c \"$CHECK\"); code=$?; printf '%s %s\\n' $code"
                       " \"$(printf '%s\\n' \"$text\" | head -n 1 | cut -b 1-180)\"; sleep \"$EVERY\"; done", "r");
    if (told)
        fcntl(fileno(told), F_SETFL, O_NONBLOCK);
    return told ? fileno(told) : -1;
}

static void read_health(int source)
{
    char lines[LARGEST];
    ssize_t size = source < 0 ? -1 : read(source, lines, sizeof lines);
    if (size <= 1) /* nothing new */
        return;
    lines[size - 1] = '\0';
    char *latest = strrchr(lines, '\n') ? strrchr(lines, '\n') + 1 : lines;
    well = strncmp(latest, "0 ", 2) == 0;
    snprintf(ill_text, sizeof ill_text, "%s", latest + strcspn(latest, " ") + 1);
    clean(ill_text);
}

/* Returns 0 where the port is gone. */
static int step(void)
{
    char data[8192];
    long long asked = now_ms();
    struct pollfd watched = {fd, POLLIN, 0};
    int events = poll(&watched, 1, TICK_MS);
    ssize_t size = events > 0 ? read(fd, data, sizeof data) : -1;
    if (events > 0 && ((watched.revents & POLLERR) || (size < 0 && errno != EAGAIN && errno != EINTR)))
        return 0;
    if (events > 0 && ((watched.revents & POLLHUP) || size == 0)) {
        state = ABSENT;
        receive(NULL, 0, 1);
        poll(NULL, 0, TICK_MS); /* the other one would return at once, again and again */
        return 1;
    }
    if (state == ABSENT)
        send_init();
    if (size > 0)
        receive(data, (size_t)size, 0);
    if (now_ms() - asked > TICK_MS + 800)
        expect_challenge(); /* this process was not scheduled; the challenges may be on their way */
    else if (now_ms() > due)
        send_init();
    return 1;
}

static void stop(int number) { stopped = number; }

int main(int argc, char **argv)
{
    const char *device = "/dev/virtio-ports/org.openstack.masakari.0", *health = NULL, *every = "10";
    int option;
    gethostname(name, sizeof name - 1);
    srand((unsigned)now_ms() ^ (unsigned)getpid());
    while ((option = getopt(argc, argv, "d:n:i:a:c:e:")) != -1) {
        switch (option) {
        case 'd': device = optarg; break;
        case 'n': snprintf(name, sizeof name, "%s", optarg); break;
        case 'i': interval = atol(optarg); break;
        case 'a': action = optarg; break;
        case 'c': health = optarg; break;
        case 'e': every = optarg; break;
        default: return 2;
        }
    }
    clean(name);
    base = strstr(device, "cgcs.heartbeat") == NULL;
    signal(SIGTERM, stop);
    int health_source = health ? start_health(health, every) : -1;
    while (!stopped) {
        fd = open(device, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (fd < 0)
            perror(device);
        while (fd >= 0 && !stopped && step())
            read_health(health_source);
        if (stopped)
            break;
        close(fd);
        state = ABSENT;
        receive(NULL, 0, 1);
        poll(NULL, 0, 1000);
    }
    if (state == REGISTERED)
        send_message("exit", "\"log_msg\":\"terminated\"");
    return 0;
}
