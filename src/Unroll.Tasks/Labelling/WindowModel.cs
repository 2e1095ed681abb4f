using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Labelling;

/// <summary>
/// A linear model on the steps around each, the linear baseline of a labelling: logistic regression for classes, least squares for numbers.
/// Codes of words have a trained vector each. Causal, it sees as many steps, all of them before.
/// </summary>
internal sealed class WindowModel
{
    private const int StepsOfNumbers = 31;
    private const int StepsOfCodes = 5;
    private const int VectorLength = 16;
    private const int FewestEpochs = 10;
    private const int FewestBatches = 600;
    private const int MostSteps = 4_000_000;
    private const float LearningRate = 0.01f;

    /// <summary>Creates the model.</summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="vocabularies">For each feature, how many codes it has; null where it is a number.</param>
    /// <param name="classes">How many classes there are; 0 for a number.</param>
    /// <param name="isCausal">Whether it sees no later step.</param>
    public WindowModel(Shape input, IReadOnlyList<int?> vocabularies, int classes, bool isCausal)
    {
        IsCausalModel = isCausal;
        Outputs = Math.Max(1, classes);
        Signal start = Graph.Input(input);
        Signal[] parts = [.. vocabularies.Select((vocabulary, feature) => (vocabulary, feature)).Where(pair => pair.vocabulary is not null)
            .Select(pair => new Embedding(pair.vocabulary!.Value, VectorLength).Apply(new SliceFeatures(pair.feature, 1).Apply(start))),
            .. NumberRuns(vocabularies).Select(run => new SliceFeatures(run.Start, run.Count).Apply(start))];
        Signal joined = parts.Length == 1 ? parts[0] : new Concatenate().Apply(parts);
        int steps = vocabularies.Any(vocabulary => vocabulary is not null) ? StepsOfCodes : StepsOfNumbers;
        Network = new Graph([start], [new Conv1D(Outputs, steps, new Conv1DOptions
        {
            Padding = isCausal ? WindowPadding.Causal : WindowPadding.Same,
            Activation = classes > 0 ? ActivationFunction.Softmax : ActivationFunction.Linear,
        }).Apply(joined)]);
        Network.Build();
    }

    /// <summary>Whether it sees no later step.</summary>
    public bool IsCausalModel { get; }

    /// <summary>Numbers that it gives for each step.</summary>
    public int Outputs { get; }

    /// <summary>The model as a network.</summary>
    public Graph Network { get; }

    /// <summary>Whether networks see no later step than the one that they label.</summary>
    public static bool IsCausal(Ensemble networks) => networks.Networks.All(network => network.IsStreamable);

    /// <summary>Fits the model.</summary>
    /// <param name="training">The training samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="seed">Seed of the order of samples.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public void Fit(SampleSource training, Loss loss, ulong seed, int threads)
    {
        const int BatchSize = 16;
        Network.Compile(new Adam(LearningRate), loss);
        int batches = (training.Count + BatchSize - 1) / BatchSize, epochs = Math.Max(FewestEpochs, FewestBatches / batches);
        double share = MostSteps / ((double)training.Count * training.InputShape.Timesteps * epochs);
        Network.Fit(training, new FitOptions
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            StepsPerEpoch = share < 1 ? (int)Math.Max(1, batches * share) : 0,
            Seed = seed,
            Threads = threads,
        });
    }

    /// <summary>The fitted weights.</summary>
    public JsonObject ToJson() => new()
    {
        ["causal"] = IsCausalModel,
        ["weights"] = Convert.ToBase64String(MemoryMarshal.AsBytes(Network.GetWeights().AsSpan())),
    };

    /// <summary>Takes fitted weights over.</summary>
    public void Restore(JsonNode json) =>
        Network.SetWeights(MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(json["weights"]!.GetValue<string>())));

    private static IEnumerable<(int Start, int Count)> NumberRuns(IReadOnlyList<int?> vocabularies)
    {
        int start = 0;
        for (int i = 0; i <= vocabularies.Count; i++)
        {
            if (i == vocabularies.Count || vocabularies[i] is not null)
            {
                if (i > start)
                {
                    yield return (start, i - start);
                }

                start = i + 1;
            }
        }
    }
}
