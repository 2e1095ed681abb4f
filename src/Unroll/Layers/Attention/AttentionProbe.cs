using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>Runs an attention layer by itself and returns its attention weights.</summary>
internal static class AttentionProbe
{
    public static Tensor<float> Run(AttentionLayer layer, Tensor<float>[] inputs, IReadOnlyList<int>? lengths)
    {
        if (inputs.FirstOrDefault(input => input.Rank != 3 || input.Lengths[0] != inputs[0].Lengths[0]) is { } wrong)
        {
            throw new ArgumentException(
                $"Expected are tensors [rows, timesteps, features] of equally many rows, but got [{Text(wrong)}] beside "
                + $"[{Text(inputs[0])}].");
        }

        Shape[] shapes = [.. inputs.Select(input => Shape.Sequence((int)input.Lengths[1], (int)input.Lengths[2]))];
        Shape output = layer.GetOutputShapes(shapes)[0];
        int rows = (int)inputs[0].Lengths[0];
        if (lengths is not null && lengths.Count != rows)
        {
            throw new ArgumentException($"Got {CountFormatter.Format(lengths.Count, "lengths")} for " +
                $"{CountFormatter.Format(rows, "rows")}: give one for each.", nameof(lengths));
        }

        PassTensor[] tensors = [.. shapes.Select(shape => new PassTensor(shape, rows, withGradient: false, withMask: lengths is not null))];
        for (int i = 0; i < inputs.Length; i++)
        {
            Fill(tensors[i], inputs[i], lengths);
        }

        var context = new PassContext(null) { BatchRows = rows };
        var outputTensor = new PassTensor(output, rows, withGradient: false, withMask: false);
        var pass = new LayerPass(layer, tensors, [outputTensor], new AlignedBuffer?[inputs.Length], context);
        layer.Prepare(training: false);
        layer.Forward(pass);
        int keys = shapes[Math.Min(1, shapes.Length - 1)].Timesteps;
        float[] all = new float[rows * layer.Heads * output.Timesteps * keys];
        for (int i = 0; i < rows * layer.Heads; i++)
        {
            layer.WriteWeights(pass, i / layer.Heads, i % layer.Heads, all.AsSpan(i * output.Timesteps * keys, output.Timesteps * keys));
        }

        return Tensor.Create(all, [rows, layer.Heads, output.Timesteps, keys]);
    }

    private static void Fill(PassTensor tensor, Tensor<float> input, IReadOnlyList<int>? lengths)
    {
        float[] values = new float[tensor.Rows * tensor.Shape.Timesteps * tensor.Shape.Features];
        input.FlattenTo(values);
        for (int row = 0; row < tensor.Rows; row++)
        {
            for (int t = 0; t < tensor.Shape.Timesteps; t++)
            {
                values.AsSpan(((row * tensor.Shape.Timesteps) + t) * tensor.Shape.Features, tensor.Shape.Features)
                    .CopyTo(tensor.Values.At(t, row));
                if (tensor.Mask is { } mask)
                {
                    mask[(t * tensor.Rows) + row] = t < lengths![row];
                }
            }
        }
    }

    private static string Text(Tensor<float> tensor) => string.Join(", ", tensor.Lengths.ToArray());
}
