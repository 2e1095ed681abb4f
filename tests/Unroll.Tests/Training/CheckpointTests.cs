using System.Diagnostics;
using System.Globalization;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>A training that was stopped, or killed, and goes on ends as one that never was: with the same bits.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-checkpoints-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(13)]
    public void A_training_stopped_after_any_batch_goes_on(int batches)
    {
        (float[] expected, History whole) = Train(Path("whole"), null);

        string path = Path("stopped");
        using var cancellation = new CancellationTokenSource();
        (_, History first) = Train(path, new StopAfter(batches, cancellation), cancellation.Token);
        Assert.Equal(StopReason.Cancelled, first.StopReason);
        (float[] actual, History second) = Train(path, null);

        Assert.Equal(expected, actual);
        Assert.Equal(whole.Epochs.Count, second.Epochs.Count);
        Assert.Equal(whole.BestEpoch, second.BestEpoch);
        foreach ((EpochRecord before, EpochRecord after) in whole.Epochs.Zip(second.Epochs))
        {
            Assert.Equal(before.Loss, after.Loss);
            Assert.Equal(before.ValidationLoss, after.ValidationLoss);
            Assert.Equal(before.Metrics, after.Metrics);
        }
    }

    [Fact]
    public void A_finished_training_stays_as_it_is_and_more_epochs_go_on()
    {
        (float[] finished, _) = Train(Path("done"), null);
        (float[] again, History history) = Train(Path("done"), null);
        Assert.Equal(finished, again);
        Assert.Equal(5, history.Epochs.Count);
    }

    [Fact]
    public void Checkpoints_of_other_trainings_are_refused()
    {
        Train(Path("one"), null);
        string Message(Action fit) => Assert.Throws<InputException>(fit).Message;
        Assert.Contains(
            "batch_size", Message(() => Make(4).Fit(Source(), Options(Path("one")) with { BatchSize = 6 })), StringComparison.Ordinal);
        Assert.Contains("other layers", Message(() => Make(5).Fit(Source(), Options(Path("one")))), StringComparison.Ordinal);
        Assert.Contains(
            "callbacks", Message(() => Make(4).Fit(Source(), Options(Path("one")) with { Callbacks = [] })), StringComparison.Ordinal);
        File.WriteAllText(Path("text"), "no checkpoint");
        Assert.Contains("text", Message(() => Make(4).Fit(Source(), Options(Path("text")))), StringComparison.Ordinal);
        Model model = Make(4);
        model.Save(Path("model"));
        Assert.Contains("no checkpoint", Message(() => Make(4).Fit(Source(), Options(Path("model")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_process_goes_on_bit_for_bit()
    {
        byte[] expected = RunTrainee("never-killed", kills: 0);
        Assert.Equal(expected, RunTrainee("killed", kills: 6));
    }

    /// <summary>Runs the training in processes of its own: all but the last one are killed, at moments of chance within a batch.</summary>
    private byte[] RunTrainee(string name, int kills)
    {
        string model = Path(name + ".model");
        RandomStream random = new(8);
        for (int kill = 0; kill < kills; kill++)
        {
            // Two batches make a checkpoint for sure, so that it comes forward. Thirty-six of them are fewer than the training has.
            using Process process = StartTrainee(name);
            for (int batch = 2 + random.NextInt32(4); batch > 0; batch--)
            {
                process.StandardInput.Write('.');
                process.StandardInput.Flush();
                Assert.Equal('.', process.StandardOutput.Read());
            }

            process.StandardInput.Write('.');
            process.StandardInput.Flush();
            Thread.SpinWait(random.NextInt32(100_000));
            Assert.False(process.HasExited);
            process.Kill();
            process.WaitForExit();
            Assert.False(File.Exists(model));
        }

        using Process last = StartTrainee(name);
        last.StandardInput.Close();
        Task<string> error = last.StandardError.ReadToEndAsync();
        last.StandardOutput.ReadToEnd();
        last.WaitForExit();
        Assert.True(last.ExitCode == 0, error.Result);
        return File.ReadAllBytes(model);
    }

    private Process StartTrainee(string name)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[
            System.IO.Path.Combine(AppContext.BaseDirectory, "Unroll.Trainee.dll"), Path(name + ".checkpoint"), Path(name + ".model"), "1"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private (float[] Weights, History History) Train(string path, Callback? other, CancellationToken cancellation = default)
    {
        Model model = Make(4);
        FitOptions options = Options(path) with { CancellationToken = cancellation };

        // A callback that stops has nothing to save: it stands behind the others, and is replaced by one that does nothing.
        History history = model.Fit(
            Source(), options with { Callbacks = [.. options.Callbacks, other ?? new StopAfter(int.MaxValue, null)] });
        return (model.GetWeights(), history);
    }

    private static FitOptions Options(string path) => new()
    {
        Epochs = 5,
        BatchSize = 5,
        ValidationSplit = 0.2f,
        AccumulationSteps = 3,
        Checkpoint = new TrainingCheckpoint(path) { EveryBatches = 2 },
        Callbacks = [new EarlyStopping(), new ReduceLearningRateOnPlateau(new ReduceLearningRateOnPlateauOptions { Patience = 1 })],
    };

    private static ArraySource Source()
    {
        float[,,] x = TestData.Sequences(30, 6, 2);
        return new ArraySource(x, TestData.Means(x));
    }

    private static Sequential Make(int units)
    {
        var model = new Sequential(
            new Input(6, 2), new Lstm(units, new LstmOptions { RecurrentDropout = 0.3f }), new Dropout(0.2f), new Dense(1))
        { Seed = 6 };
        model.Compile(new RmsProp(0.01f, new RmsPropOptions { Momentum = 0.5f, Centered = true }), new MeanSquaredError(),
            new MeanAbsoluteError());
        model.Build();
        return model;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private sealed class StopAfter(int batches, CancellationTokenSource? cancellation) : Callback
    {
        private int _seen;

        public override void OnBatchEnd(TrainingContext context)
        {
            if (++_seen == batches)
            {
                cancellation?.Cancel();
            }
        }

        public override void SaveState(CallbackState state) => state.Numbers["seen"] = _seen;

        public override void RestoreState(TrainingContext context, CallbackState state) =>
            Assert.True(state.Numbers["seen"] > 0, _seen.ToString(CultureInfo.InvariantCulture));
    }
}
