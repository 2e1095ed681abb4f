using System.Globalization;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>Refuses inputs that are no indices where an embedding takes them, before any training.</summary>
internal static class EmbeddingInputs
{
    private const int RowsAtOnce = 256;

    /// <summary>Layers that move values, but do not change them.</summary>
    private static readonly HashSet<Type> _moving =
    [
        typeof(Masking), typeof(Reshape), typeof(Flatten), typeof(Permute), typeof(RepeatVector), typeof(Cropping1D), typeof(ZeroPadding1D),
        typeof(UpSampling1D), typeof(Concatenate), typeof(MaxPooling1D), typeof(GlobalMaxPooling1D), typeof(Maximum),
    ];

    /// <summary>Checks a network that is made of a recipe's layers.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="plan">The samples.</param>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">An embedding takes numbers that are no indices; the message names it, and what to do.</exception>
    public static void Check(Recipe recipe, TaskPlan plan, Model network)
    {
        if (!recipe.Model.Any(block => block.Entry.Type == typeof(Embedding)))
        {
            return;
        }

        RecipeGraph graph = RecipeGraph.Of(recipe);
        for (int i = 0; i < recipe.Model.Count; i++)
        {
            Block<Layer> block = recipe.Model[graph.Owners[i]];
            if (block.Entry.Type == typeof(Embedding) && ((Embedding)block.Create()).Vocabulary is > 0 and var vocabulary)
            {
                foreach ((string name, string? column) in InputsOf(recipe, graph, i, i).Distinct())
                {
                    int input = plan.Learned.Inputs.ToList().FindIndex(own => own.Name == name);
                    Check(recipe, i, vocabulary, plan.Learned.Inputs[input], column, input, plan.Training(network));
                    if (plan.Validation(network) is { } validation)
                    {
                        Check(recipe, i, vocabulary, plan.Learned.Inputs[input], column, input, validation);
                    }
                }
            }
        }
    }

    /// <summary>The names of the network's inputs that a layer takes, moved about at most; other layers give no indices.</summary>
    private static List<(string Name, string? Column)> InputsOf(Recipe recipe, RecipeGraph graph, int user, int embedding)
    {
        List<(string Name, string? Column)> inputs = [];
        foreach (LayerOutput source in graph.Sources[user])
        {
            if (source.Layer < 0)
            {
                inputs.Add((RecipeGraph.InputOf(source), source.Column));
                continue;
            }

            Type type = recipe.Model[graph.Owners[source.Layer]].Entry.Type;
            if (type == typeof(SliceFeatures))
            {
                // The layer itself looks at the indices that are left.
                continue;
            }

            if (_moving.Contains(type))
            {
                inputs.AddRange(InputsOf(recipe, graph, source.Layer, embedding));
            }
            else if (type.Assembly == typeof(Layer).Assembly)
            {
                throw recipe.Error(
                    Field(embedding),
                    $"takes indices, but model[{source.Layer + 1}] ({recipe.Model[source.Layer].Name}) gives other numbers. Let the "
                    + "embedding take the input, for example as the first layer or by from: input.");
            }
        }

        return inputs;
    }

    private static void Check(
        Recipe recipe, int embedding, int vocabulary, NetworkInput input, string? column, int place, SampleSource samples)
    {
        Shape shape = samples.GetInputShape(place);
        (int first, int features) = input.Find(column);
        int[] rows = new int[RowsAtOnce];
        float[] values = new float[RowsAtOnce * shape.Timesteps * shape.Features];
        for (int start = 0; start < samples.Count; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, samples.Count - start);
            for (int row = 0; row < count; row++)
            {
                rows[row] = start + row;
            }

            Span<float> read = values.AsSpan(0, count * shape.Timesteps * shape.Features);
            samples.CopyInputs(place, rows.AsSpan(0, count), new TimeMajorSpan(read, shape.Timesteps, count, shape.Features));
            for (int i = 0; i < read.Length; i++)
            {
                if (i % shape.Features >= first && i % shape.Features < first + features
                    && (!(read[i] >= 0 && read[i] < vocabulary) || read[i] != MathF.Floor(read[i])))
                {
                    string name = input.Features[i % shape.Features];
                    throw recipe.Error(Field(embedding), string.Create(
                        CultureInfo.InvariantCulture,
                        $"takes whole numbers from 0 to {vocabulary - 1} (input-dim: {vocabulary}), but {name} is {read[i]} behind the "
                        + $"steps of preparation. ")
                        + (read[i] == MathF.Floor(read[i]) && read[i] >= 0
                            ? FormattableString.Invariant($"Set input-dim to at least {read[i] + 1}, or number {name} from 0.")
                            : $"Leave {name} as it is in the file, prepare: {{steps: []}} or scale with other columns; texts become "
                                + "indices by the step embedding-codes."));
                }
            }
        }
    }

    private static string Field(int layer) => string.Create(CultureInfo.InvariantCulture, $"model[{layer + 1}].embedding");
}
