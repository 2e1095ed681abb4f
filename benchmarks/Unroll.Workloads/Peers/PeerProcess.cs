using System.Diagnostics;
using System.Text.Json;
using Unroll.Workloads.Reporting;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Peers;

/// <summary>
/// Another library in one setting, as a process that lives through the whole run: a line of JSON to it for each turn, a line of JSON back.
/// Between its turns it waits for its input and uses no processor.
/// </summary>
internal sealed class PeerProcess : IContestant
{
    /// <summary>Whatever of this a shell has set would be another setting than the one that is meant.</summary>
    private static readonly string[] _steering = [
        "OMP_", "GOMP_", "OPENBLAS_", "GOTO_", "MKL_", "BLIS_", "ATEN_", "DNNL_", "ONEDNN_", "KMP_", "LD_LIBRARY_PATH", "LD_PRELOAD"];

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web);

    private readonly PeerSetting _setting;
    private readonly Process _process;
    private readonly List<string> _complaints = [];

    private PeerProcess(PeerSetting setting, Process process)
    {
        _setting = setting;
        _process = process;
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
    }

    public string Library => _setting.Library;

    public string Setting => _setting.Name;

    public int Threads => _setting.Threads;

    /// <summary>The process itself.</summary>
    public Process Process => _process;

    /// <summary>The library's version, once <see cref="WaitUntilReady"/>.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Starts the process; it loads its library meanwhile.</summary>
    /// <exception cref="InputException">It cannot be started.</exception>
    public static PeerProcess Start(PeerSetting setting)
    {
        var start = new ProcessStartInfo(setting.Program, setting.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string name in start.Environment.Keys.Where(
            name => _steering.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in setting.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new PeerProcess(setting, Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InputException(
                $"{setting.Library} ({setting.Name}) cannot be started: {setting.Program}: {exception.Message}", exception);
        }
    }

    /// <summary>Waits until the library is loaded.</summary>
    public void WaitUntilReady() => Version = Read<Hello>().Version ?? "";

    // The peers' scripts make no encoder and decoder.
    public bool Runs(Workload workload, RunMode mode) =>
        workload.Layer != LayerKind.Translation && (mode == RunMode.Infer || _setting.Trains);

    public StepTimes Run(Workload workload, RunMode mode, Pace pace) => Run(workload.Name, RunModes.Name(mode), pace);

    /// <summary>One turn at something that only the process must know.</summary>
    /// <param name="workload">What it is called there.</param>
    /// <param name="mode">In which way.</param>
    /// <param name="pace">How long.</param>
    public StepTimes Run(string workload, string mode, Pace pace)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(
            new Request(workload, mode, pace.WarmSeconds, pace.Seconds, pace.MinimumCalls), _format));
        _process.StandardInput.Flush();
        Answer answer = Read<Answer>();
        return answer.Error is null
            ? new StepTimes(answer.MedianMs, answer.MinimumMs, answer.Calls)
            : throw new InputException($"{Library} ({Setting}) failed on {workload}, {mode}: {answer.Error}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(2000))
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private T Read<T>()
    {
        string? line = _process.StandardOutput.ReadLine();
        if (line is null)
        {
            _process.WaitForExit();
            lock (_complaints)
            {
                throw new InputException(
                    $"{Library} ({Setting}) ended with exit code {_process.ExitCode}: {string.Join(" | ", _complaints)}");
            }
        }

        return JsonSerializer.Deserialize<T>(line, _format)!;
    }

    /// <summary>Keeps the last lines that the process complained with.</summary>
    private void Remember(string? line)
    {
        lock (_complaints)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                _complaints.Add(line.Trim());
                _complaints.RemoveRange(0, Math.Max(0, _complaints.Count - 3));
            }
        }
    }

    private sealed record Hello(string? Version);

    private sealed record Request(string Workload, string Mode, double WarmSeconds, double Seconds, int MinimumCalls);

    private sealed record Answer(double MedianMs, double MinimumMs, int Calls, string? Error);
}
