using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

/// <summary>Models of one recurrent layer, and passes through them.</summary>
internal static class RecurrentPasses
{
    /// <summary>A layer that takes sequences.</summary>
    public static Sequential Build(RecurrentLayer layer, int timesteps, int features)
    {
        var model = new Sequential(new Input(timesteps, features), layer);
        model.Build();
        return model;
    }

    /// <summary>A layer that takes sequences and initial states; all that it returns goes out.</summary>
    public static Graph BuildWithStates(RecurrentLayer layer, int timesteps, int features)
    {
        Signal input = Graph.Input(timesteps, features);
        Signal[] states = [.. layer.StateSizes.Select(size => Graph.Input(size))];
        var model = new Graph([input, .. states], layer.Apply([input, .. states]).Outputs);
        model.Build();
        return model;
    }

    /// <summary>Plans a training pass that makes all gradients, those of the inputs included.</summary>
    public static ShardPass Plan(Model model, int rows, bool padded)
    {
        model.Prepare(training: true);
        ShardPass pass = model.CreatePass(
            model.InputShapes,
            [.. model.InputShapes.Select(shape => padded && shape.IsSequence)],
            rows,
            new PassOptions(Training: true, InputGradients: true));
        pass.Context.IsTraining = true;
        return pass;
    }

    /// <summary>Standard normal inputs.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="random">Where they come from.</param>
    /// <param name="length">Real timesteps of a row, where there is padding.</param>
    public static void FillInputs(ShardPass pass, RandomStream random, Func<int, int> length)
    {
        foreach (PassTensor input in pass.Inputs)
        {
            int rows = input.Values.Rows;
            Fill(input.Values.Values, random);
            if (input.Mask is { } mask)
            {
                for (int at = 0; at < mask.Length; at++)
                {
                    mask[at] = at / rows < length(at % rows);
                }

                input.ClearPadding(input.Buffer);
            }
        }
    }

    /// <summary>Standard normal numbers.</summary>
    public static void Fill(Span<float> values, RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = (float)random.NextNormal();
        }
    }
}
