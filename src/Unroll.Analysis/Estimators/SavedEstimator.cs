using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Unroll.Formats;

namespace Unroll.Analysis.Estimators;

/// <summary>The common parts of saved estimators: numbers as JSON, and errors with a sentence.</summary>
internal static class SavedEstimator
{
    /// <summary>Takes up what was saved; what is damaged is told with a sentence.</summary>
    /// <param name="kind">What is taken up: "regression model".</param>
    /// <param name="load">Takes it up.</param>
    /// <exception cref="InputException">It is damaged.</exception>
    public static T Guard<T>(string kind, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException($"The saved {kind} is damaged: {exception.Message} Fit it again.", exception);
        }
    }

    /// <summary>Refuses steps of other channels than were learned from.</summary>
    /// <exception cref="InputException">The channels are others.</exception>
    public static void RequireChannels(int learned, int given)
    {
        if (learned != given)
        {
            throw new InputException(
                $"The rows have steps of {CountFormatter.Format(given, "channels")}, but those learned from had {learned}: give the same.");
        }
    }

    /// <summary>Numbers as JSON.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);

    /// <summary>Numbers of JSON.</summary>
    public static double[] Numbers(JsonNode? json) => [.. json!.AsArray().Select(value => value!.GetValue<double>())];

    /// <summary>Whole numbers as JSON.</summary>
    public static JsonArray Integers(IEnumerable<int> values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);

    /// <summary>Whole numbers of JSON.</summary>
    public static int[] Integers(JsonNode? json) => [.. json!.AsArray().Select(value => value!.GetValue<int>())];

    /// <summary>Many numbers as JSON: their bytes, little end first, by Base64, which takes a third of the digits.</summary>
    public static JsonArray Rows(IEnumerable<double[]> rows) => new([.. rows.Select(row =>
    {
        byte[] bytes = new byte[row.Length * sizeof(double)];
        for (int i = 0; i < row.Length; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i * sizeof(double)), BitConverter.IsLittleEndian ? row[i] : Reversed(row[i]));
        }

        return (JsonNode)JsonValue.Create(Convert.ToBase64String(bytes));
    })]);

    /// <summary>Many numbers of JSON.</summary>
    public static double[][] Rows(JsonNode? json) => [.. json!.AsArray().Select(row =>
    {
        byte[] bytes = Convert.FromBase64String(row!.GetValue<string>());
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            double value = BitConverter.ToDouble(bytes, i * sizeof(double));
            values[i] = BitConverter.IsLittleEndian ? value : Reversed(value);
        }

        return values;
    })];

    /// <summary>Many numbers of single precision as JSON: their bytes, little end first, by Base64.</summary>
    public static JsonNode Floats(float[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return JsonValue.Create(Convert.ToBase64String(bytes));
    }

    /// <summary>Many numbers of single precision of JSON.</summary>
    public static float[] Floats(JsonNode? json)
    {
        byte[] bytes = Convert.FromBase64String(json!.GetValue<string>());
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return values;
    }

    private static double Reversed(double value) => BitConverter.Int64BitsToDouble(
        BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(value)));
}
