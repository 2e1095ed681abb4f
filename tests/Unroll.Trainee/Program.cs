using Unroll;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

// A training that a test kills: everything in it that a checkpoint must bring back. Arguments: the checkpoint, where the finished model
// goes, and batches from one checkpoint to the next. Each batch waits for a character on standard input, as long as that is open, and is
// answered by one, so that the test knows how far the training is.
const int Samples = 60;
const int Timesteps = 8;
var x = new float[Samples, Timesteps, 2];
var y = new float[Samples, 1];
var random = new RandomStream(1);
for (int i = 0; i < Samples; i++)
{
    for (int t = 0; t < Timesteps; t++)
    {
        x[i, t, 0] = (float)random.NextNormal();
        x[i, t, 1] = (float)random.NextNormal();
        y[i, 0] += x[i, t, 0] * x[i, t, 1] / Timesteps;
    }
}

var model = new Sequential(
    new Input(Timesteps, 2),
    new BatchNormalization(),
    new Lstm(8, new LstmOptions { ReturnSequences = true, Dropout = 0.1f, RecurrentDropout = 0.2f }),
    new Dropout(0.1f),
    new Gru(6, new GruOptions { Stateful = true }),
    new Dense(1))
{ Seed = 4 };
model.Compile(new Adam(0.01f, new AdamOptions { AmsGrad = true }) { Clipping = GradientClipping.ByGlobalNorm(1) }, new MeanSquaredError());
History history = model.Fit(new ArraySource(x, y), new FitOptions
{
    Epochs = 12,
    BatchSize = 5,
    Shuffle = false,
    ValidationSplit = 0.25f,
    AccumulationSteps = 2,
    WeightAverage = new ExponentialMovingAverage(0.9f),
    Threads = 2,
    Checkpoint = new TrainingCheckpoint(args[0]) { EveryBatches = int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) },
    Callbacks =
    [
        new LearningRateScheduler(new WarmUp(5, new ExponentialDecay(0.01f, 0.9f, 10)), byStep: true),
        new EarlyStopping(new EarlyStoppingOptions { Patience = 5 }),
        new StepByStep(),
    ],
});
model.Metadata["losses"] = string.Join(' ', history.Epochs.Select(epoch => $"{epoch.Loss:R} {epoch.ValidationLoss:R}"));
model.Metadata["best"] = $"{history.BestEpoch} {history.StopReason}";
model.Save(args[1]);

/// <summary>Lets each batch begin when it is told to, and tells when it has ended.</summary>
internal sealed class StepByStep : Callback
{
    public override void OnBatchBegin(TrainingContext context) => Console.In.Read();

    public override void OnBatchEnd(TrainingContext context)
    {
        Console.Out.Write('.');
        Console.Out.Flush();
    }
}
