using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Sequences;

/// <content>The classical models, in the place of networks and among the baselines.</content>
public abstract partial class LearnedSequences
{
    private (SequenceData Data, IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> Predictions)? _predicted;

    /// <summary>Fits a classical model to the training part.</summary>
    internal FittedModel Fit(ClassicalModel model, SequenceData training, Model network, CancellationToken cancellation)
    {
        HashSet<string> read = [.. TextColumnsOf(model)];
        int[] channels = [.. InputNames.Index().Where(input => read.Contains(input.Item)).Select(input => input.Index)];
        if (Recipe.Data.Texts.Count > 0 && channels.Length == 0)
        {
            throw Recipe.Error(
                "prepare.steps", $"no step makes codes of the texts, whose tokens {model.Name} reads. Add tokenize, for example "
                + "tokenize: {lower-case: true}.");
        }

        return model.Fit(
            new ClassicalData(
                new TargetedSequences(
                    Sequences(training, network), [.. training.Targets.Select(target => (float[][])[ToNetwork(target, network)])]),
                ClassicalOutputs)
            {
                InputNames = InputNames,
                TextChannels = channels,
                NumbersBesideTexts = channels.Length == 0 ? [] : [.. InputNames.Except(Preparation.VocabularySizes.Keys)],
            },
            cancellation);
    }

    /// <summary>Fits the classical models among the baselines.</summary>
    internal void FitClassical(SequenceData training, CancellationToken cancellation)
    {
        if (Recipe.Baselines.Count == 0)
        {
            // The task may have no classical models.
            return;
        }

        Model network = StandingNetwork();
        ClassicalBaseline[] fitted = [.. Recipe.Baselines.Select(
            model => new ClassicalBaseline(
                model.Name,
                Recipe.Locate(() => Fit(model, training, network, cancellation), ClassicalChecks.FieldOf(Recipe, model))))];
        SetBaselines(() => fitted);
    }

    /// <summary>The prediction by the outputs of a classical model among the baselines: they are it, unless a task overrides it.</summary>
    /// <param name="outputs">The outputs for a sequence.</param>
    private protected virtual double[] FromClassical(ReadOnlySpan<float> outputs)
    {
        double[] prediction = new double[outputs.Length];
        for (int i = 0; i < prediction.Length; i++)
        {
            prediction[i] = outputs[i];
        }

        return prediction;
    }

    /// <summary>The predictions of each classical model among the baselines for each series.</summary>
    /// <param name="data">The series, prepared.</param>
    private protected IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> BaselinePredictions(SequenceData data)
    {
        // The members of an ensemble are judged on the same series, one after the other.
        if (_predicted is not { } known || !ReferenceEquals(known.Data, data))
        {
            _predicted = known = (data, [.. ClassicalBaselines.Select(baseline =>
                KeyValuePair.Create(baseline.Name, (IReadOnlyList<double[]>)PredictionsOf(baseline.Model, data)))]);
        }

        return known.Predictions;
    }

    /// <summary>The prepared columns that a classical model reads of texts: codes of tokens, or the characters of one column.</summary>
    private string[] TextColumnsOf(ClassicalModel model)
    {
        if (!model.ReadsCharacters)
        {
            return [.. Preparation.ColumnNames.Where(name => Preparation.TokenizerOf(name) is not null)];
        }

        string[] spelled = [.. Recipe.Data.Texts.Where(name => Preparation.CharactersOf(name).Count > 0)];
        return spelled is [var text] ? [.. Preparation.CharactersOf(text)] : throw Recipe.Error(
            "prepare.steps", $"{model.Name} reads the characters of a single column of data.text, but the step characters makes those of "
            + $"{(spelled.Length == 0 ? "none of them" : string.Join(", ", spelled))}. Name one, for example characters: "
            + $"{{columns: {Recipe.Data.Texts[0]}}}.");
    }

    /// <summary>The prediction of a classical model for each series: the mean over its pieces.</summary>
    private double[][] PredictionsOf(FittedModel model, SequenceData data)
    {
        SeriesSequences sequences = Sequences(data, StandingNetwork());
        float[] outputs = model.Predict(sequences, 0);
        double[][] sums = [.. data.Targets.Select(_ => new double[ClassicalOutputs])];
        int[] counts = new int[sums.Length];
        for (int sample = 0; sample < sequences.Count; sample++)
        {
            int series = sequences.Piece(sample).Series;
            TensorPrimitives.Add(sums[series], FromClassical(outputs.AsSpan(sample * ClassicalOutputs, ClassicalOutputs)), sums[series]);
            counts[series]++;
        }

        for (int i = 0; i < sums.Length; i++)
        {
            TensorPrimitives.Divide(sums[i], (double)counts[i], sums[i]);
        }

        return sums;
    }

    /// <summary>A network that stands for a classical model among the baselines, by which sequences are made.</summary>
    private Model StandingNetwork() => FittedNetwork.Create([(RecipeGraph.InputName, InputShape)], ClassicalOutputs);
}
