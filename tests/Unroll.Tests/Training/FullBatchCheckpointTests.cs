using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Formats;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>A training with all samples a step that was stopped goes on with the same bits as one that never was.</summary>
public sealed class FullBatchCheckpointTests : IDisposable
{
    private const int Epochs = 9;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-full-batch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("lbfgs", 1)]
    [InlineData("lbfgs", 2)]
    [InlineData("lbfgs", 7)]
    [InlineData("newton-raphson", 1)]
    [InlineData("newton-raphson", 4)]
    public void A_training_stopped_after_an_epoch_goes_on(string optimizer, int epochs)
    {
        (float[] expected, History whole) = Train(optimizer, null);
        using CancellationTokenSource stop = new();

        (_, History stopped) = Train(optimizer, Path("stopped"), EndsEpoch(epochs, stop), stop.Token);
        Assert.Equal((StopReason.Cancelled, epochs), (stopped.StopReason, stopped.Epochs.Count));
        (float[] actual, History resumed) = Train(optimizer, Path("stopped"));

        AssertSame(expected, whole, actual, resumed);
    }

    [Fact]
    public void A_finished_training_stays_as_it_is()
    {
        (float[] expected, History whole) = Train("lbfgs", Path("done"));
        (float[] actual, History again) = Train("lbfgs", Path("done"));
        AssertSame(expected, whole, actual, again);
    }

    [Fact]
    public void What_is_missing_of_the_state_is_named_and_the_model_left_as_it_was()
    {
        using CancellationTokenSource stop = new();
        Train("lbfgs", Path("stopped"), EndsEpoch(4, stop), stop.Token);
        SafetensorsFile whole = SafetensorsFile.Read(Path("stopped"), _ => true, keepsDoubles: true);
        string[] arrays = [.. whole.Tensors.Where(tensor => tensor.Doubles is not null).Select(tensor => tensor.Name)];
        Assert.Equal(10, arrays.Length);
        foreach (string array in arrays)
        {
            SafetensorsFile.Write(Path("stopped"), [.. whole.Tensors.Where(tensor => tensor.Name != array)], whole.Metadata);
            AssertRefused(array["full_batch.".Length..]);
        }

        JsonNode json = JsonNode.Parse(whole.Metadata["unroll.checkpoint"])!;
        foreach (string number in json["full_batch"]!.AsObject().Select(number => number.Key))
        {
            JsonNode spoilt = json.DeepClone();
            spoilt["full_batch"]!.AsObject().Remove(number);
            SafetensorsFile.Write(
                Path("stopped"), whole.Tensors, new Dictionary<string, string> { ["unroll.checkpoint"] = spoilt.ToJsonString() });
            AssertRefused(number);
        }

        void AssertRefused(string name)
        {
            Model model = Make("lbfgs");
            float[] before = model.GetWeights();
            string message = Assert.Throws<InputException>(() => model.Fit(Source(), Options(Path("stopped"), null))).Message;
            Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
            Assert.Contains("Delete the file to start anew", message, StringComparison.Ordinal);
            Assert.Equal(before, model.GetWeights());
        }
    }

    private static void AssertSame(float[] expected, History whole, float[] actual, History resumed)
    {
        Assert.Equal(expected, actual);
        Assert.Equal((whole.StopReason, whole.BestEpoch), (resumed.StopReason, resumed.BestEpoch));
        Assert.Equal(
            whole.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss)),
            resumed.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss)));
    }

    private static (float[] Weights, History History) Train(
        string optimizer, string? path, Callback? other = null, CancellationToken stop = default)
    {
        Model model = Make(optimizer);
        History history = model.Fit(Source(), Options(path, other) with { CancellationToken = stop });
        return (model.GetWeights(), history);
    }

    private static FitOptions Options(string? path, Callback? other) => new()
    {
        Epochs = Epochs,
        BatchSize = 12,
        ValidationSplit = 0.2f,
        Checkpoint = path is null ? null : new TrainingCheckpoint(path),

        // A callback that stops has nothing to save: it is replaced by one that does nothing.
        Callbacks = [new EarlyStopping(), other ?? new HookedCallback()],
    };

    private static HookedCallback EndsEpoch(int epoch, CancellationTokenSource stop) => new()
    {
        EpochEnd = context =>
        {
            if (context.Epoch == epoch)
            {
                stop.Cancel();
            }
        },
    };

    private static ArraySource Source()
    {
        float[,,] x = TestData.Sequences(30, 5, 2);
        return new ArraySource(x, TestData.Means(x));
    }

    /// <summary>A network with moving averages, which change at each evaluation, and with dropout.</summary>
    private static Sequential Make(string optimizer)
    {
        var model = new Sequential(
            new Input(5, 2), new Gru(2), new BatchNormalization(), new Dropout(0.2f), new Dense(1))
        { Seed = 3 };
        model.Compile(optimizer == "lbfgs" ? new Lbfgs(memory: 4) : new NewtonRaphson(), new MeanSquaredError());
        return model;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
