using Spectre.Console;

namespace Unroll.Cli.Display;

/// <summary>A bar over the steps of a look into a file that takes long, on a terminal: reading, the columns, writing.</summary>
internal sealed class AnalysisProgress
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Step _step = new("Working", 1, 0);

    /// <summary>Does the work, with a bar after two seconds.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="screen">Where to.</param>
    /// <param name="work">The work, which tells how far it is.</param>
    internal static T Show<T>(Screen screen, Func<AnalysisProgress, T> work)
    {
        AnalysisProgress progress = new();
        Task<T> task = Task.Factory.StartNew(
            () => work(progress), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (!screen.IsLive || ((IAsyncResult)task).AsyncWaitHandle.WaitOne(_patience))
        {
            return task.GetAwaiter().GetResult();
        }

        progress.Draw(screen.Console, task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Draws the bar until work is done.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="work">The work.</param>
    internal void Draw(IAnsiConsole console, IAsyncResult work) => console.Progress().AutoClear(true).HideCompleted(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .Start(bars =>
        {
            ProgressTask bar = bars.AddTask(Screen.Escape(Now().Title));
            do
            {
                Step step = Now();
                bar.Description = Screen.Escape(step.Title);
                bar.MaxValue = step.Parts;
                bar.Value = Math.Min(step.Done, step.Parts - 1);
                bar.IsIndeterminate = step.Parts == 1;
                bars.Refresh();
            }
            while (!work.AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(100)));
        });

    /// <summary>Begins a step.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="parts">Parts that it has.</param>
    internal void Begin(string title, int parts = 1)
    {
        lock (_lock)
        {
            _step = new(title, parts, 0);
        }
    }

    /// <summary>Reports the number of parts of the step that are done.</summary>
    /// <param name="parts">How many.</param>
    internal void Done(int parts)
    {
        lock (_lock)
        {
            _step = _step with { Done = parts };
        }
    }

    private Step Now()
    {
        lock (_lock)
        {
            return _step;
        }
    }

    private sealed record Step(string Title, int Parts, int Done);
}
