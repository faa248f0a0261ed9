@echo off
rem Starts Driftwarden. Builds it first when there is no build or a source is newer; needs a JDK 17 or newer, nothing else.
setlocal
set "ROOT=%~dp0"
set "APP=%ROOT%target\azure-functions\driftwarden"
set "STAMP=%ROOT%target\launcher\built"
set "LOG=%ROOT%target\launcher\build.log"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo driftwarden: java is missing. Install a JDK 17 or newer ^(https://adoptium.net^), or correct JAVA_HOME, and try again. 1>&2
  exit /b 2
)

set "FRESH=no"
if exist "%STAMP%" if exist "%APP%\lib" for /f %%a in ('powershell -NoProfile -Command "$s=(Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $r=$env:ROOT; $n=Get-ChildItem -Recurse -LiteralPath ($r+'src\main'),($r+'rules'),($r+'pom.xml'),($r+'host.json') -ErrorAction SilentlyContinue | Where-Object { $_.LastWriteTimeUtc -gt $s } | Select-Object -First 1; if ($n) {'no'} else {'yes'}"') do set "FRESH=%%a"
if "%FRESH%"=="yes" goto start

"%JAVA%" -XshowSettings:properties -version 2>&1 | findstr /r /c:"java.specification.version = 1[7-9]$" /c:"java.specification.version = [2-9][0-9]$" >nul
if errorlevel 1 (
  echo driftwarden: Driftwarden needs Java 17 or newer. Set JAVA_HOME to a newer JDK. 1>&2
  exit /b 2
)
if not exist "%ROOT%target\launcher" mkdir "%ROOT%target\launcher"
echo Building Driftwarden ^(the first time this takes a few minutes^)... 1>&2
pushd "%ROOT%"
type nul > "%ROOT%target\launcher\begun"
call "%ROOT%mvnw.cmd" -B -Dmaven.test.skip=true -Dspotless.check.skip=true package > "%LOG%" 2>&1
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" (
  findstr /b /c:"[ERROR]" "%LOG%" 1>&2
  echo driftwarden: the build failed; the whole output is in "%LOG%" 1>&2
  exit /b 2
)
move /y "%ROOT%target\launcher\begun" "%STAMP%" >nul

:start
rem Commands that hold many resources at once get more room than the bot itself needs.
set "HEAP=200m"
if "%~1"=="check" set "HEAP=512m"
if "%~1"=="scan" set "HEAP=512m"
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx%HEAP% -cp "%APP%\*;%APP%\lib\*;%ROOT%target\launcher\lib\*" dev.driftwarden.cli.Main %*
exit /b %ERRORLEVEL%
