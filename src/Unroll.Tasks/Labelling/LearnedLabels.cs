using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Labelling;

/// <summary>
/// The state of a trained labelling beside the weights. Targets and predictions are those of each step of a series, one after another; a
/// subclass defines whether they are classes or numbers.
/// </summary>
internal abstract class LearnedLabels : LearnedSequences
{
    protected LearnedLabels(Recipe recipe, Preparation preparation, int sequenceLength)
        : base(recipe, preparation, sequenceLength)
    {
    }

    protected LearnedLabels(Recipe recipe, JsonObject state)
        : base(recipe, state)
    {
    }

    /// <summary>The target column.</summary>
    public string Target => Recipe.Data.Target;

    /// <inheritdoc/>
    protected sealed override bool KeepsAllRows => true;

    /// <summary>The linear model on the steps around each; null before it was fitted.</summary>
    protected WindowModel? Linear { get; set; }

    /// <inheritdoc/>
    public override PartSummary Summarize(string name, SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(name, data.Targets.Sum(labels => labels.Count(label => !double.IsNaN(label))), "steps");
    }

    /// <inheritdoc/>
    /// <exception cref="InputException">A step of preparation left rows out, so that labels have none.</exception>
    public sealed override SequenceData Prepare(SequenceData data)
    {
        SequenceData prepared = FrameLabels.Of(Preparation, data, base.Prepare(data), AreClasses);
        RequireRows(prepared);
        return prepared;
    }

    /// <inheritdoc/>
    public sealed override SampleSource Samples(SequenceData data, Model network)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(network);
        Loss loss = CreateLoss(network);
        return Samples(Sequences(data, network), data, loss.GetTargetShape(network.OutputShapes[0]).Features);
    }

    /// <inheritdoc/>
    internal sealed override void FitBaselines(SequenceData training, Ensemble networks, int threads)
    {
        ArgumentNullException.ThrowIfNull(networks);
        WindowModel linear = CreateLinear(WindowModel.IsCausal(networks));
        Loss loss = LinearLoss;
        linear.Fit(Samples(Sequences(training, linear.Network), training, 1), loss, Recipe.Train.Seed, threads);
        Linear = linear;
    }

    /// <inheritdoc/>
    internal sealed override void ContinueFrom(LearnedSequences evaluated)
    {
        ArgumentNullException.ThrowIfNull(evaluated);
        Linear = ((LearnedLabels)evaluated).Linear;
    }

    /// <summary>Refuses prepared series that have not a row for each label.</summary>
    protected static void RequireRows(SequenceData prepared)
    {
        int other = Enumerable.Range(0, prepared.Series.Count)
            .FirstOrDefault(index => prepared.Series[index].Frame.RowCount != prepared.Targets[index].Length, -1);
        if (other >= 0)
        {
            throw new InputException(
                $"Series '{prepared.Series[other].Id}' has {CountFormatter.Format(prepared.Targets[other].Length, "labels")}, but "
                + $"{CountFormatter.Format(prepared.Series[other].Frame.RowCount, "rows")} behind the steps of preparation: each row has a "
                + "label. Remove the step that leaves rows out.")
            {
                Field = "prepare.steps",
            };
        }
    }

    /// <summary>The number of codes of each input that is a code; null for numbers.</summary>
    protected IReadOnlyList<int?> Vocabularies
    {
        get
        {
            IReadOnlyDictionary<string, int> sizes = Preparation.VocabularySizes;
            return [.. InputNames.Select(name => sizes.TryGetValue(name, out int size) ? size : (int?)null)];
        }
    }

    /// <summary>Whether labels are classes, rather than numbers.</summary>
    protected abstract bool AreClasses { get; }

    /// <summary>The loss of the linear baseline, whose targets are codes or numbers.</summary>
    protected abstract Loss LinearLoss { get; }

    /// <summary>The linear baseline, not fitted.</summary>
    protected abstract WindowModel CreateLinear(bool isCausal);

    /// <summary>Writes the encoding of a label for a loss over zeros.</summary>
    protected abstract void Encode(double label, Span<float> destination);

    /// <inheritdoc/>
    protected sealed override float[] ToNetwork(double[] target, Model network)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(network);
        float[] encoded = new float[CreateLoss(network).GetTargetShape(network.OutputShapes[0]).Features];
        Encode(target[0], encoded);
        return encoded;
    }

    /// <summary>The prediction of each step of each series, one after another; the mean over the networks.</summary>
    /// <inheritdoc/>
    protected sealed override IReadOnlyList<double[]> Predictions(SequenceData data, Ensemble networks, int threads)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(networks);
        if (networks.Members.Count > 0)
        {
            return Averaged(networks, OfMembers(data, networks, threads));
        }

        double[][] sums = [.. data.Series.Items.Select(item => new double[item.Frame.RowCount * PredictionWidth])];
        foreach (Model network in networks.Networks)
        {
            Add(Sequences(data, network), network, threads, FromNetwork, PredictionWidth, sums);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            ToMean(sums[i], networks.Networks.Count, data.Series[i]);
        }

        return sums;
    }

    /// <summary>The predictions of the linear baseline; null where it was not fitted.</summary>
    protected IReadOnlyList<double[]>? LinearPredictions(SequenceData data)
    {
        if (Linear is not { } linear)
        {
            return null;
        }

        double[][] sums = [.. data.Series.Items.Select(item => new double[item.Frame.RowCount * linear.Outputs])];
        Add(
            Sequences(data, linear.Network), linear.Network, 0,
            (outputs, prediction) => TensorPrimitives.ConvertTruncating(outputs, prediction), linear.Outputs, sums);
        return sums;
    }

    /// <summary>Restores the linear baseline, where it was saved.</summary>
    protected void RestoreLinear(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state["linear"] is { } saved)
        {
            Linear = CreateLinear(saved["causal"]!.GetValue<bool>());
            Linear.Restore(saved);
        }
    }

    /// <summary>Refuses a network that does not give something at each step.</summary>
    protected void RequireSteps(Shape output, string what, string wanted)
    {
        if (!output.IsSequence || output.Timesteps != SequenceLength)
        {
            throw HeadError(
                $"the network ends in {output}, but must give {what} at each of the {CountFormatter.Format(SequenceLength, "steps")}. "
                + $"End it with layers that keep the steps (recurrent ones with return-sequences: true, conv1d with padding: "
                + $"same), then {wanted}.");
        }
    }

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["linear"] = Linear?.ToJson();
    }

    private LabelledSequences Samples(SeriesSequences sequences, SequenceData data, int width) =>
        new(sequences, data.Targets, Encode, width);

    private static void Add(
        SeriesSequences sequences, Model network, int threads, StepReader read, int width, double[][] sums)
    {
        double[] prediction = new double[width];
        float[] outputs = Ensemble.Outputs(network, sequences, threads);
        int each = outputs.Length / sequences.Count, features = each / sequences.InputShape.Timesteps;
        for (int sample = 0; sample < sequences.Count; sample++)
        {
            SequencePiece piece = sequences.Piece(sample);
            for (int step = 0; step < piece.Rows.Count; step++)
            {
                read(outputs.AsSpan((sample * each) + ((piece.PaddingBefore + step) * features), features), prediction);
                Span<double> sum = sums[piece.Series].AsSpan((piece.Rows.Start + step) * width, width);
                TensorPrimitives.Add(sum, prediction, sum);
            }
        }
    }

    private delegate void StepReader(ReadOnlySpan<float> outputs, Span<double> prediction);
}
