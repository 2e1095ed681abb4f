using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Tests.Losses;

public class LossTests
{
    public static TheoryData<string, double> NamesAndDeltas => new()
    {
        { "mean-squared-error", 0 },
        { "mean-absolute-error", 0 },
        { "huber", 1 },
        { "huber", 0.3 },
    };

    [Theory]
    [MemberData(nameof(NamesAndDeltas))]
    public void Agrees_with_the_formula_in_double_precision(string name, double delta)
    {
        Loss loss = Make(name, delta);

        // Lengths around the vector widths: whole vectors, tails, and both.
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 70).ToArbitrary(), (seed, length) =>
        {
            float[] prediction = Normals(seed, length);
            float[] target = Normals(seed + 1, length);
            target[0] = prediction[0];
            float[] gradient = new float[length];
            double sum = loss.Accumulate(View(prediction), View(target), default, View(gradient), 0.25f);

            double expected = 0;
            for (int i = 0; i < length; i++)
            {
                double error = (double)prediction[i] - target[i];
                expected += Term(name, delta, error);
                Assert.Equal(0.25 * Derivative(name, delta, error), gradient[i], 1e-6);
            }

            Assert.Equal(expected, sum, 1e-5 * Math.Max(1, expected));
            Assert.Equal(sum, loss.Accumulate(View(prediction), View(target), default, default, 1));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Counts_a_term_a_feature() => Assert.Equal(7, new Huber().TermsPerStep(7));

    [Fact]
    public void A_broken_prediction_breaks_the_loss()
    {
        foreach ((string name, double delta) in new[] { ("mse", 0.0), ("mae", 0.0), ("huber", 1.0) })
        {
            float[] prediction = new float[11];
            prediction[9] = float.NaN;
            Assert.True(double.IsNaN(Make(name, delta).Accumulate(View(prediction), View(new float[11]), default, default, 1)), name);
        }
    }

    [Fact]
    public void Different_shapes_are_refused_with_both_shapes_named()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new MeanSquaredError().Accumulate(
            new TimeMajorSpan(new float[6], 1, 2, 3), new TimeMajorSpan(new float[6], 1, 3, 2), default, default, 1));
        Assert.Contains("rows 3, features 2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("rows 2, features 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_made_again_from_name_and_settings()
    {
        foreach (Loss loss in new Loss[] { new MeanSquaredError(), new MeanAbsoluteError(), new Huber(0.7f) })
        {
            Loss again = Loss.Catalogue.Create(Loss.Catalogue.Write(loss));
            Assert.Equal(loss.GetType(), again.GetType());
            Assert.Equal(Loss.Catalogue.Write(loss).ToJsonString(), Loss.Catalogue.Write(again).ToJsonString());
        }

        Assert.IsType<MeanAbsoluteError>(Loss.Catalogue.Create("Mean_Absolute_Error"));
    }

    [Fact]
    public void Unknown_names_settings_and_values_are_told_with_what_is_known()
    {
        Assert.Contains("mean-squared-error", Assert.ThrowsAny<InputException>(() => Loss.Catalogue.Create("mape")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "delta",
            Assert.ThrowsAny<InputException>(() => Loss.Catalogue.Create(JsonNode.Parse("""{"huber": {"width": 1}}""")!)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "a number above 0",
            Assert.ThrowsAny<InputException>(() => Loss.Catalogue.Create(JsonNode.Parse("""{"huber": {"delta": -1}}""")!)).Message,
            StringComparison.Ordinal);
    }

    private static Loss Make(string name, double delta) =>
        name == "huber" ? new Huber((float)delta) : Loss.Catalogue.Create(name);

    private static double Term(string name, double delta, double error) => name switch
    {
        "mean-squared-error" => error * error,
        "mean-absolute-error" => Math.Abs(error),
        _ => Math.Abs(error) <= delta ? error * error / 2 : delta * (Math.Abs(error) - (delta / 2)),
    };

    private static double Derivative(string name, double delta, double error) => name switch
    {
        "mean-squared-error" => 2 * error,
        "mean-absolute-error" => Math.Sign(error),
        _ => Math.Clamp(error, -delta, delta),
    };

    private static float[] Normals(ulong seed, int length)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
    }

    private static TimeMajorSpan View(float[] values) => new(values, 1, values.Length, 1);
}
