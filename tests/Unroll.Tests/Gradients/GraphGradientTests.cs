using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Gradients;

/// <summary>Graphs whose signals are used several times, and layers that are applied several times.</summary>
public sealed class GraphGradientTests
{
    [Fact]
    public void A_shared_layer_adds_the_gradients_of_all_its_uses()
    {
        Signal left = Graph.Input(4, "left");
        Signal right = Graph.Input(4, "right");
        var shared = new Dense(3, new DenseOptions { Activation = ActivationFunction.Tanh });
        Signal first = shared.Apply(left);
        Signal second = shared.Apply(right);
        var model = new Graph(
            [left, right],
            [new Dense(2).Apply(first), new Dense(2).Apply(second), new Activation(ActivationFunction.Sigmoid).Apply(first)]);

        ModelGradientCheck.Run(model, rows: 5);
    }

    [Fact]
    public void A_tensor_taken_twice_by_one_layer_adds_both_gradients()
    {
        Signal input = Graph.Input(3, 2, "input");
        Signal hidden = new Gru(3).Apply(input);
        Signal both = new Concatenate().Apply(hidden, hidden), square = new Multiply().Apply(hidden, hidden);
        var model = new Graph([input], [new Dense(2).Apply(new Concatenate().Apply(both, square, square))]);

        ModelGradientCheck.Run(model, rows: 5);
    }
}
