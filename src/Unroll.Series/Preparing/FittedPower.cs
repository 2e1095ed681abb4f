namespace Unroll.Series.Preparing;

/// <summary>Columns with their power transformations.</summary>
internal sealed class FittedPower(PowerStep step, string[] columns, Learned<PowerTransform> transforms)
    : FittedTransform<PowerStep, PowerTransform>(step, columns, transforms)
{
    protected override void Forward(PowerTransform parameters, Span<double> values, ColumnPlace place)
    {
        if (parameters.Method == PowerMethod.BoxCox)
        {
            PowerTransform.RequirePositive(values, place);
        }

        foreach (ref double value in values)
        {
            value = parameters.Forward(value);
        }
    }

    protected override void Back(PowerTransform parameters, Span<double> values, ColumnPlace place)
    {
        foreach (ref double value in values)
        {
            value = parameters.Back(value);
        }
    }
}
