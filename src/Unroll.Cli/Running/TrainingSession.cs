using Unroll.Cli.Display;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Running;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Cli.Running;

/// <summary>A training, shown while it goes: what <c>train</c> and <c>quickstart</c> share.</summary>
internal static class TrainingSession
{
    /// <summary>Trains and shows what came out.</summary>
    /// <param name="host">The world around.</param>
    /// <param name="screen">Where to show it.</param>
    /// <param name="train">Trains, followed and stopped as the request says.</param>
    /// <param name="result">What came out.</param>
    /// <param name="resumes">Whether it is a run that goes on.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(
        CliHost host, Screen screen, Func<RunRequest, RunResult> train, out RunResult result, bool resumes = false)
    {
        TrainingProgress progress = TrainingProgress.For(screen, resumes);
        using (Interruption interruption = new(host, progress.AnnounceStop))
        {
            // Files are written within the interruption's reach, so that a signal meanwhile does not end the process.
            result = progress.Show(() => train(new RunRequest { Progress = progress, CancellationToken = interruption.Token }));
        }

        TrainingDisplay.Draw(screen, result);
        if (screen.IsJson)
        {
            screen.Document(MetricsDocument.Of(result.Run));
        }

        return ExitCodeOf(host, result);
    }

    private static int ExitCodeOf(CliHost host, RunResult result)
    {
        TrainingRun run = result.Run;
        if (run.Interrupted)
        {
            host.Error.WriteLine($"unroll: stopped early; the run folder is usable. Go on with it: unroll train --resume {result.Folder}");
            return ExitCodes.Failed;
        }

        if (run.Histories.FirstOrDefault(history => history.StopReason == StopReason.NonFinite) is { } diverged)
        {
            host.Error.WriteLine($"unroll: {NonFiniteWeightsException.Reason(diverged)} The best epoch before it was kept.");
            return ExitCodes.Failed;
        }

        return ExitCodes.Done;
    }
}
