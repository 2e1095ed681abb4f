using System.Globalization;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Finds the sample and the layer at which a batch stopped to be finite, from the values that its pass left.</summary>
internal static class NonFiniteCause
{
    private const string WhatToDo = "Lower the learning rate, clip the gradients, or scale the samples.";

    /// <summary>Looks through the shards of a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The samples.</param>
    /// <param name="plan">The shards, after they ran.</param>
    /// <param name="batch">The samples of the batch.</param>
    /// <param name="firstTimestep">The first timestep of the batch in the whole sequences.</param>
    /// <returns>Whole sentences: where it comes from, and what to do.</returns>
    public static string Find(Model model, SampleSource source, ShardPlan plan, in Batch batch, int firstTimestep = 0)
    {
        (int Node, int Shard, int Row) first = FirstLayer(plan);
        string layer = first.Node < 0 ? "" : model.Network.Nodes[first.Node].Layer.Name;
        Place? spoilt = (first.Node >= 0 ? InputOf(plan, first.Shard, first.Row) : null) ?? AnyInput(plan);
        if (spoilt is { } place)
        {
            TimeMajorSpan input = plan.Passes[place.Shard].Inputs[place.Input].Values;
            int at = place.Index / input.Features, timestep = firstTimestep + (at / input.Rows);
            string name = model.InputNames.Count > 1 ? $" '{model.InputNames[place.Input]}'" : "";
            string when = source.GetInputShape(place.Input).IsSequence
                ? string.Create(CultureInfo.InvariantCulture, $"timestep {timestep}, ") : "";
            string reached = layer.Length == 0 ? "" : $"; the first layer that it reaches is '{layer}'";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The input{name} of {Sample(source, plan, batch, place.Shard, at % input.Rows)} is {Show(input.Values[place.Index])} at "
                + $"{when}feature {place.Index % input.Features}{reached}: fill in what is missing, or leave the sample out.");
        }

        if (first.Node >= 0)
        {
            return $"The layer '{layer}' gives no finite number for {Sample(source, plan, batch, first.Shard, first.Row)}, though what "
                + $"comes in is finite. {WhatToDo}";
        }

        return FirstLoss(plan) is { } loss
            ? $"The outputs are finite, but the loss of {Sample(source, plan, batch, loss.Shard, loss.Row)} is not. {WhatToDo}"
            : $"All that the layers give is finite; the greatest loss is that of {Greatest(source, plan, batch)}. {WhatToDo}";
    }

    private static string Sample(SampleSource source, ShardPlan plan, in Batch batch, int shard, int row) =>
        source.GetSampleName(batch.Of(plan.Cut, shard)[row]);

    private static string Greatest(SampleSource source, ShardPlan plan, in Batch batch)
    {
        (int shard, int row) = Enumerable.Range(0, plan.Passes.Length)
            .SelectMany(own => Enumerable.Range(0, plan.Cut.Length(own)).Select(place => (own, place)))
            .MaxBy(place => plan.LossOf(place.own, place.place));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Sample(source, plan, batch, shard, row)}, {plan.LossOf(shard, row):G3}");
    }

    private static string Show(float value) => float.IsNaN(value) ? "NaN" : "infinite";

    /// <summary>The first layer, in the order in which they ran, with an output that is not finite, and the first such row.</summary>
    private static (int Node, int Shard, int Row) FirstLayer(ShardPlan plan)
    {
        for (int node = 0; node < plan.Passes[0].Nodes.Count; node++)
        {
            for (int shard = 0; shard < plan.Passes.Length; shard++)
            {
                LayerPass pass = plan.Passes[shard].Nodes[node];
                for (int output = 0; output < pass.OutputCount; output++)
                {
                    TimeMajorSpan values = pass.Output(output);
                    int index = FiniteNumbers.IndexOfOther(values.Values);
                    if (index >= 0)
                    {
                        return (node, shard, index / values.Features % values.Rows);
                    }
                }
            }
        }

        return (-1, 0, 0);
    }

    /// <summary>The first place of a row at which inputs are not finite.</summary>
    private static Place? InputOf(ShardPlan plan, int shard, int row)
    {
        IReadOnlyList<PassTensor> inputs = plan.Passes[shard].Inputs;
        for (int i = 0; i < inputs.Count; i++)
        {
            TimeMajorSpan input = inputs[i].Values;
            for (int t = 0; t < input.Timesteps; t++)
            {
                int index = FiniteNumbers.IndexOfOther(input.At(t, row));
                if (index >= 0)
                {
                    return new Place(shard, i, (((t * input.Rows) + row) * input.Features) + index);
                }
            }
        }

        return null;
    }

    private static Place? AnyInput(ShardPlan plan)
    {
        for (int shard = 0; shard < plan.Passes.Length; shard++)
        {
            for (int i = 0; i < plan.Passes[shard].Inputs.Count; i++)
            {
                int index = FiniteNumbers.IndexOfOther(plan.Passes[shard].Inputs[i].Values.Values);
                if (index >= 0)
                {
                    return new Place(shard, i, index);
                }
            }
        }

        return null;
    }

    /// <summary>The first row whose loss is not finite.</summary>
    private static (int Shard, int Row)? FirstLoss(ShardPlan plan)
    {
        for (int shard = 0; shard < plan.Passes.Length; shard++)
        {
            for (int row = 0; row < plan.Cut.Length(shard); row++)
            {
                if (!double.IsFinite(plan.LossOf(shard, row)))
                {
                    return (shard, row);
                }
            }
        }

        return null;
    }

    /// <summary>A number of an input of a shard.</summary>
    private readonly record struct Place(int Shard, int Input, int Index);
}
