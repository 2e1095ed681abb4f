using System.Globalization;
using System.Text;

namespace Unroll.Models;

/// <summary>The table that <see cref="Model.Summary"/> gives.</summary>
internal static class ModelSummary
{
    public static string ToText(Model model)
    {
        List<(string Layer, string Shape, string Parameters)> rows =
        [
            ("Layer", "Output shape", "Parameters"),
            ("input", model.InputShape.ToString(), "0"),
            .. model.Layers.Select(layer => (layer.Name, layer.OutputShape.ToString(), Number(layer.ParameterCount))),
        ];
        int first = rows.Max(row => row.Layer.Length) + 3;
        int second = rows.Max(row => row.Shape.Length) + 3;
        int third = rows.Max(row => row.Parameters.Length);
        string rule = new('─', first + second + third);
        StringBuilder text = new();
        for (int i = 0; i < rows.Count; i++)
        {
            text.Append(rows[i].Layer.PadRight(first)).Append(rows[i].Shape.PadRight(second)).Append(rows[i].Parameters.PadLeft(third)).Append('\n');
            if (i == 0 || i == rows.Count - 1)
            {
                text.Append(rule).Append('\n');
            }
        }

        return text.Append("Total parameters: ").Append(Number(model.ParameterCount)).Append('\n').ToString();
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
