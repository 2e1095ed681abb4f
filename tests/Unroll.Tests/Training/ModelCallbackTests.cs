using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Callbacks that touch the model.</summary>
public sealed class ModelCallbackTests : IDisposable
{
    private static readonly string[] _loss = ["loss"];

    private readonly string _folder = Directory.CreateTempSubdirectory("unroll-callbacks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Early_stopping_gives_the_best_epochs_weights_back_however_training_ends()
    {
        foreach (double[] losses in new double[][] { [3, 1, 2, 2], [3, 1, 2] })
        {
            Model model = NewModel();
            TrainingRun run = new(model, _loss, new EarlyStopping(new() { Patience = 2 }));
            RunWithWeights(run, model, losses);
            Assert.Equal([2f, 2f], model.GetWeights());
        }
    }

    [Fact]
    public void Early_stopping_leaves_the_last_weights_if_told_to_or_without_a_best_epoch()
    {
        Model model = NewModel();
        RunWithWeights(new(model, _loss, new EarlyStopping(new() { RestoreBestWeights = false })), model, [1, 2, 3]);
        Assert.Equal([3f, 3f], model.GetWeights());
        RunWithWeights(new(model, _loss, new EarlyStopping()), model, [double.NaN, double.NaN]);
        Assert.Equal([2f, 2f], model.GetWeights());
    }

    [Fact]
    public void A_cancelled_training_ends_with_the_best_epochs_weights()
    {
        using CancellationTokenSource cancellation = new();
        Model model = NewModel();
        List<float[]> weights = [];
        HookedCallback recorder = new()
        {
            BatchEnd = context =>
            {
                if (context.Epoch == 3)
                {
                    cancellation.Cancel();
                }
            },
            EpochEnd = context => weights.Add(context.Model.GetWeights()),
        };

        // Steps far too long: each epoch is worse than the one before.
        model.Compile(new Sgd(1.5f), new MeanSquaredError());
        History history = model.Fit(
            new float[,] { { 1 }, { 2 } },
            new float[,] { { 3 }, { 5 } },
            new() { Epochs = 10, Callbacks = [new EarlyStopping(), recorder], CancellationToken = cancellation.Token });
        Assert.Equal(StopReason.Cancelled, history.StopReason);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(1, history.BestEpoch);
        Assert.Equal(weights[0], model.GetWeights());
    }

    [Fact]
    public void A_checkpoint_keeps_the_best_epoch_or_all()
    {
        string best = Path.Combine(_folder, "best.safetensors");
        string all = Path.Combine(_folder, "epoch-{epoch}.safetensors");
        Model model = NewModel();
        RunWithWeights(
            new(model, _loss, new ModelCheckpoint(best), new ModelCheckpoint(all, new() { SaveBestOnly = false })), model, [3, 1, 2]);
        Assert.Equal([2f, 2f], Model.Load(best).GetWeights());
        Assert.Equal([3f, 3f], Model.Load(Path.Combine(_folder, "epoch-0003.safetensors")).GetWeights());
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    /// <summary>Plays epochs after which all weights are the epoch's number.</summary>
    private static void RunWithWeights(TrainingRun run, Model model, double[] losses)
    {
        run.Begin();
        foreach (double loss in losses)
        {
            float epoch = run.Context.Epoch + 1;
            model.SetWeights([epoch, epoch]);
            run.Epoch(loss);
        }

        run.End();
    }

    private static Sequential NewModel()
    {
        Sequential model = new(new Input(1), new Dense(1));
        model.Build();
        return model;
    }
}
