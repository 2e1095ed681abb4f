using System.Text;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Insight.Gradients;

/// <summary>
/// The number of timesteps that a recurrent layer learns to remember: the first of T timesteps is −1 or 1, the others are noise, and at the
/// end the network says which it was.
/// </summary>
/// <param name="Name">Name of the layer with its cure.</param>
/// <param name="Trials">The spans that were tried, ascending, up to the first that was not learned.</param>
/// <param name="RequiredAccuracy">The accuracy from which a span counts as learned.</param>
public sealed record MemorySpan(string Name, IReadOnlyList<MemorySpanTrial> Trials, double RequiredAccuracy)
{
    private const int TestSequences = 512;
    private const double Noise = 0.3;

    /// <summary>The longest span that was learned; 0 where none was.</summary>
    public int Longest => Trials.Where(trial => trial.Accuracy >= RequiredAccuracy).Select(trial => trial.Span).DefaultIfEmpty(0).Max();

    /// <summary>Trains a layer for longer and longer spans, until it no longer learns to remember them.</summary>
    /// <param name="cure">The layer with its initial weights.</param>
    /// <param name="options">Spans and training; null for the defaults.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MemorySpan Measure(RecurrentCure cure, MemorySpanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cure);
        options ??= new();
        List<MemorySpanTrial> trials = [];
        foreach (int span in options.Spans)
        {
            MemorySpanTrial best = new(span, 0, 0);
            for (int attempt = 0; attempt < options.Attempts && best.Accuracy < options.RequiredAccuracy; attempt++)
            {
                MemorySpanTrial trial = Try(cure, span, options, options.Seed + (ulong)attempt);
                best = trial.Accuracy > best.Accuracy ? trial : best;
            }

            trials.Add(best);
            if (best.Accuracy < options.RequiredAccuracy)
            {
                break;
            }
        }

        return new MemorySpan(cure.Name, trials, options.RequiredAccuracy);
    }

    private static MemorySpanTrial Try(RecurrentCure cure, int span, MemorySpanOptions options, ulong seed)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        RecurrentLayer layer = cure.Create(options.Units);
        var model = new Sequential(
            new Input(span, 1), layer, new Dense(1, new DenseOptions { Activation = ActivationFunction.Sigmoid }))
        {
            Seed = seed,
        };
        model.Build();
        cure.SetWeights?.Invoke(layer, span);
        model.Compile(
            new Adam(options.LearningRate) { Clipping = cure.Clipping }, new BinaryCrossEntropy(), new Accuracy());
        (float[,,] x, float[,] y) = Sequences(options.Sequences, span, new RandomStream(seed, 11));
        (float[,,] testX, float[,] testY) = Sequences(TestSequences, span, new RandomStream(seed, 12));
        StopOnceLearned watch = new(() => model.Evaluate(testX, testY).Metrics["accuracy"], options.RequiredAccuracy);
        model.Fit(x, y, new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.BatchSize,
            Callbacks = [watch, new TerminateOnNonFinite()],
            CancellationToken = options.CancellationToken,
        });
        options.CancellationToken.ThrowIfCancellationRequested();
        return new MemorySpanTrial(span, watch.Best, watch.Epochs);
    }

    private static (float[,,] X, float[,] Y) Sequences(int count, int span, RandomStream random)
    {
        float[,,] x = new float[count, span, 1];
        float[,] y = new float[count, 1];
        for (int i = 0; i < count; i++)
        {
            bool first = random.NextInt32(2) == 1;
            (x[i, 0, 0], y[i, 0]) = first ? (1, 1) : (-1, 0);
            for (int t = 1; t < span; t++)
            {
                x[i, t, 0] = (float)(Noise * random.NextNormal());
            }
        }

        return (x, y);
    }

    private sealed class StopOnceLearned(Func<double> evaluate, double required) : Callback
    {
        public double Best { get; private set; }

        public int Epochs { get; private set; }

        public override void OnEpochEnd(TrainingContext context)
        {
            Epochs++;
            Best = Math.Max(Best, evaluate());
            if (Best >= required)
            {
                context.Stop(StopReason.EarlyStopping);
            }
        }
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Trials), Trials), (nameof(RequiredAccuracy), RequiredAccuracy),
        (nameof(Longest), Longest));
}
