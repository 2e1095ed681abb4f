using System.Diagnostics;
using System.Globalization;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A pipe that never ends is refused where the limit is, which is told before, and nothing is left of the run.</summary>
public sealed class EndlessPipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Training_from_it_ends_at_the_limit_and_leaves_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            // Named pipes of the file system are a thing of Unix.
            return;
        }

        string pipe = _folder.In("pipe");
        using (Process make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        Recipe recipe = RecipeReader.Read(_folder.Write("r.yaml", """
            name: endless
            task: forecast
            data: {file: pipe, time: date, target: load}
            window: {length: 3, horizon: 1}
            model: [{lstm: 2}, {dense: 1}]
            """));
        Listener told = new();
        Task writing = Task.Run(() => WriteForEver(pipe));

        InputException refused = Assert.Throws<InputException>(
            () => new RecipeRunner(new RunnerOptions { PipeLimit = 2_000_000 }).Train(
                recipe, new RunRequest { DataFile = pipe, Folder = _folder.In("run"), Progress = told }));

        Assert.Contains("pipe gives more than 2 MB, the most that is kept of a pipe", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told.Notices, notice => notice.EndsWith("2 MB are the most that is kept of a pipe.", StringComparison.Ordinal));
        Assert.False(Path.Exists(_folder.In("run")));
        await Assert.ThrowsAnyAsync<IOException>(() => writing);
    }

    private static void WriteForEver(string pipe)
    {
        using StreamWriter writer = new(pipe);
        writer.Write("date,load\n");
        for (DateTime day = new(1000, 1, 1); ; day = day.AddMinutes(1))
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd HH:mm},{day.Minute}\n"));
        }
    }

    private sealed class Listener : RunProgress
    {
        public List<string> Notices { get; } = [];

        public override void OnNotice(string notice) => Notices.Add(notice);
    }
}
