# Builds one image per service:
#   docker build --build-arg SERVICE=inquiry-service -t frontdesk/inquiry-service .
# It uses no builder-specific features, so any tool that supports Dockerfiles can build it.

# Dependencies depend only on these files, so this layer stays cached while only the code changes. All three services are
# resolved in parallel, because most of the time goes into waiting for many small files.
FROM maven:3.9-eclipse-temurin-25 AS downloads
WORKDIR /build
COPY pom.xml ./
COPY inquiry-service/pom.xml inquiry-service/
COPY notification-service/pom.xml notification-service/
COPY content-service/pom.xml content-service/
COPY playground/pom.xml playground/
ENV SERVICES=inquiry-service,notification-service,content-service
RUN mvn -B -q -ntp -T 3 -Dmaven.artifact.threads=16 -pl "$SERVICES" -Dmaven.test.skip -Dformatter.skip \
    -Dspring-boot.repackage.skip package

FROM downloads AS build
COPY inquiry-service/src/main/ inquiry-service/src/main/
COPY notification-service/src/main/ notification-service/src/main/
COPY content-service/src/main/ content-service/src/main/
# Builds all three services in one layer that the images share. Tests are not run here: `mvn verify` runs them.
RUN mvn -B -q -ntp -pl "$SERVICES" -Dmaven.test.skip -Dformatter.skip package

FROM eclipse-temurin:25-jre AS java

FROM java AS layers
ARG SERVICE
COPY --from=build /build/${SERVICE}/target/${SERVICE}-*.jar /service.jar
RUN java -Djarmode=tools -jar /service.jar extract --layers --destination /layers

FROM java AS service
WORKDIR /frontdesk
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY containers/jvm.options containers/healthy ./
# Only the quick JIT compiler (C1): the optimizing one (C2) needs memory, and competes for the CPU while the service starts.
# content-service keeps C2: it serves three times as many requests, and searches in two thirds of the time, for 25 MiB more.
ARG SERVICE
RUN [ "$SERVICE" = content-service ] || echo -XX:TieredStopAtLevel=1 >> jvm.options
# Secrets can be files instead of variables: /run/secrets/frontdesk.secret, .../spring.datasource.password
# Two malloc arenas instead of eight per core: arenas rarely return memory to the system once it was used.
ENV FRONTDESK_SITE=/site SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ MALLOC_ARENA_MAX=2

# Starts the service as far as possible without a broker and a database, to record the JVM's ahead-of-time (AOT) cache.
# Folder and options must be the same as in production: otherwise the JVM silently ignores the cache.
FROM service AS training
COPY site/ /site/
RUN FRONTDESK_SECRET=only-to-train-the-cache-of-classes SPRING_FLYWAY_ENABLED=false \
    java @jvm.options -XX:AOTCacheOutput=service.aot -Dspring.context.exit=onRefresh -jar service.jar

FROM service
COPY --from=training /frontdesk/service.aot ./
# An unprivileged user that has no name and no home directory, and owns no files in the image.
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=5 CMD ["/frontdesk/healthy"]
ENTRYPOINT ["java", "@/frontdesk/jvm.options", "-XX:AOTCache=/frontdesk/service.aot", "-jar", "/frontdesk/service.jar"]
