@echo off
rem Runs the unroll command from a clone: builds it on first use, and again when a source is newer than what was built.
setlocal
set "root=%~dp0"
set "launch=%root%artifacts\launch"
set "dll=%launch%\windows\Unroll.Cli.dll"
set "stamp=%launch%\windows.stamp"

where dotnet >nul 2>nul
if errorlevel 1 (
  echo unroll: "dotnet" was not found. Install the .NET 10 SDK ^(https://dotnet.microsoft.com/download^) and make sure it is on the PATH. 1>&2
  exit /b 1
)

call :uptodate && goto run

if not exist "%launch%" mkdir "%launch%"
:lock
mkdir "%launch%\windows.lock" 2>nul
if errorlevel 1 (
  ping -n 2 127.0.0.1 >nul
  call :uptodate && goto run
  goto lock
)
call :build
set "result=%errorlevel%"
rmdir "%launch%\windows.lock" 2>nul
if not "%result%"=="0" exit /b 1

:run
dotnet "%dll%" %*
exit /b %errorlevel%

:uptodate
if not exist "%dll%" exit /b 1
if not exist "%stamp%" exit /b 1
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; $newer = Get-ChildItem -LiteralPath ($env:root + 'src'), ($env:root + 'Directory.Build.props'), ($env:root + 'Directory.Packages.props') -Recurse -File | Where-Object { $_.LastWriteTimeUtc -gt $built -and $_.FullName -notmatch 'node_modules' } | Select-Object -First 1; exit [int]($null -ne $newer)"
exit /b %errorlevel%

:build
pushd "%root%"
dotnet --version >nul 2>nul
if errorlevel 1 (
  echo unroll: building needs the .NET 10 SDK: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and try again. 1>&2
  popd
  exit /b 1
)
echo Building Unroll ^(first use, or sources have changed^)... 1>&2
echo. >"%launch%\windows.new"
rem Analyzers are for those who change Unroll: without them the build takes a third of the time, in a folder of its own.
dotnet publish src\Unroll.Cli\Unroll.Cli.csproj -c Release -o "%launch%\windows" --artifacts-path artifacts\launch-build ^
  -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -v quiet --nologo >"%launch%\build.log" 2>&1
if errorlevel 1 (
  type "%launch%\build.log" 1>&2
  echo unroll: the build failed; its output is above. 1>&2
  popd
  exit /b 1
)
move /y "%launch%\windows.new" "%stamp%" >nul
popd
exit /b 0
