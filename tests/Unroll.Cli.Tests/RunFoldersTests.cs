using Unroll.Cli.Running;

namespace Unroll.Cli.Tests;

public sealed class RunFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_fails_while_it_is_written_leaves_nothing_and_spares_the_earlier_one()
    {
        RunFolders.Write(_folder.In("run"), partial => File.WriteAllText(Path.Combine(partial, "model"), "first"));

        Assert.Throws<IOException>(() => RunFolders.Write(_folder.In("run"), partial =>
        {
            File.WriteAllText(Path.Combine(partial, "model"), "second");
            throw new IOException("disk full");
        }));

        Assert.Equal([_folder.In("run")], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal("first", File.ReadAllText(_folder.In("run", "model")));
    }

    [Fact]
    public void The_run_folder_is_not_there_before_it_is_complete()
    {
        RunFolders.Write(_folder.In("runs", "new"), partial =>
        {
            File.WriteAllText(Path.Combine(partial, "model"), "");
            Assert.False(Directory.Exists(_folder.In("runs", "new")));
        });

        Assert.True(File.Exists(_folder.In("runs", "new", "model")));
    }

    [Fact]
    public void The_default_folder_is_named_after_the_run_and_the_time()
    {
        string folder = RunFolders.Choose(null, "energy", new FixedClock());

        Assert.Equal(Path.Combine("runs", "energy-20260304-050607"), folder);
    }

    [Fact]
    public void The_first_signal_is_taken_and_the_second_left_to_the_system()
    {
        int announced = 0;
        using var interruption = new Interruption(new CliHost { Output = TextWriter.Null, Error = TextWriter.Null }, () => announced++);

        Assert.True(interruption.TakeSignal());
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.False(interruption.TakeSignal());
        Assert.Equal(1, announced);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    }
}
